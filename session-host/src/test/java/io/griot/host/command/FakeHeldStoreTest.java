package io.griot.host.command;

class FakeHeldStoreTest extends HeldStoreContract {
  private final HeldStore store = new FakeHeldStore();

  @Override
  protected HeldStore store() {
    return store;
  }
}
