package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.deletion.DeletionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletions in memory, of customers who are all there. */
final class MemoryDeletionStore implements DeletionStore {
  final Map<CustomerId, Deletion> deletions = new HashMap<>();

  @Override
  public Optional<Deletion> begin(CustomerId customer, Instant now) {
    deletions.putIfAbsent(
        customer, new Deletion(now, Optional.empty(), Set.of(), Optional.empty()));
    return Optional.of(of(customer));
  }

  Deletion of(CustomerId customer) {
    return Optional.ofNullable(deletions.get(customer)).orElseThrow();
  }

  @Override
  public boolean counted(CustomerId customer, Map<String, Long> found) {
    Deletion was = of(customer);
    deletions.put(
        customer,
        new Deletion(
            was.askedAt(), was.found().or(() -> Optional.of(found)), was.sessions(), was.doneAt()));
    return true;
  }

  @Override
  public boolean waitFor(CustomerId customer, Set<SessionId> sessions) {
    Deletion was = of(customer);
    Set<SessionId> all = new HashSet<>(was.sessions());
    all.addAll(sessions);
    deletions.put(customer, new Deletion(was.askedAt(), was.found(), all, was.doneAt()));
    return true;
  }

  @Override
  public boolean finish(CustomerId customer, Instant now) {
    Deletion was = of(customer);
    deletions.put(customer, new Deletion(was.askedAt(), was.found(), Set.of(), Optional.of(now)));
    return true;
  }
}
