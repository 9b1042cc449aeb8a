package io.griot.host.lease;

final class FakeHostStoreTest extends HostStoreContract {
  private final FakeHostStore store = new FakeHostStore();

  @Override
  HostStore store() {
    return store;
  }

  @Override
  void poke(String host) {
    store.poke(host);
  }

  @Override
  void drain(String host) {
    store.drain(host);
  }
}
