package io.griot.host.lease;

final class FakeObservationStoreTest extends ObservationStoreContract {
  private final FakeObservationStore store = new FakeObservationStore();

  @Override
  ObservationStore store() {
    return store;
  }
}
