package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

final class FakeLeaseStoreTest extends LeaseStoreContract {
  private final FakeLeaseStore store = new FakeLeaseStore();

  @Override
  LeaseStore store() {
    return store;
  }

  @Override
  void put(SessionRecord session, Instant since) {
    store.put(session, since);
  }

  @Override
  void putCount(CustomerId customer, Environment environment, long sessions) {
    store.putCount(customer, environment, sessions);
  }

  @Override
  Optional<Long> count(CustomerId customer, Environment environment) {
    return store.count(customer, environment);
  }

  @Override
  Set<Generation> endings() {
    return store.endings();
  }

  @Override
  Set<Generation> stillLinked() {
    return store.linkedEndings();
  }
}
