package io.griot.host.lease;

import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Observations in memory. Writes fail on demand. Held to the same contract as the real store. */
final class FakeObservationStore implements ObservationStore {
  private final Map<SessionId, Item> items = new ConcurrentHashMap<>();

  /** The written observations, in order. */
  final BlockingQueue<Observation> written = new LinkedBlockingQueue<>();

  private volatile Runnable before = () -> {};

  private record Item(Generation session, long token, long revision, Observation observation) {
    boolean isAfter(long otherToken, long otherRevision) {
      return token > otherToken || (token == otherToken && revision > otherRevision);
    }
  }

  /** Runs before each write. If it throws, the write throws that. */
  void before(Runnable step) {
    before = step;
  }

  @Override
  public Optional<Observation> read(Generation session) {
    return Optional.ofNullable(items.get(session.session()))
        .filter(item -> item.session().equals(session))
        .map(Item::observation);
  }

  @Override
  public synchronized boolean write(
      Lease lease, Generation session, long revision, Observation observation) {
    before.run();
    Item item = items.get(session.session());
    if (item != null
        && (item.session().createdAt().isAfter(session.createdAt())
            || (item.session().equals(session) && item.isAfter(lease.token(), revision)))) {
      return false;
    }
    items.put(session.session(), new Item(session, lease.token(), revision, observation));
    written.add(observation);
    return true;
  }
}
