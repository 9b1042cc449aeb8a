package io.griot.functions.sending;

class MemorySendingStoreTest extends SendingStoreContract {
  private final SendingStore sendings = new MemorySendingStore();

  @Override
  protected SendingStore sendings() {
    return sendings;
  }
}
