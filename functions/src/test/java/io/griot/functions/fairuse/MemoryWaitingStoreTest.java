package io.griot.functions.fairuse;

class MemoryWaitingStoreTest extends WaitingStoreContract {
  private final MemoryWaitingStore waiting = new MemoryWaitingStore();

  @Override
  protected WaitingStore waiting() {
    return waiting;
  }
}
