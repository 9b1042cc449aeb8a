package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Leases in memory, with the conditions of the real ones. Thread-safe. */
public final class FakeLeaseStore implements LeaseStore {
  private final Map<SessionId, SessionRecord> items = new ConcurrentHashMap<>();

  /** The evidence of every renewal that was written. */
  final BlockingQueue<Evidence> written = new LinkedBlockingQueue<>();

  volatile boolean isDown;

  /** Has a permit for every request refused because the store was down. */
  final Semaphore refused = new Semaphore(0);

  public void put(SessionRecord item) {
    items.put(item.id(), item);
  }

  public static SessionRecord unowned(SessionId session) {
    return unowned(new Generation(session, Instant.EPOCH));
  }

  public static SessionRecord unowned(Generation session) {
    return new SessionRecord(
        session,
        new CustomerId("customer"),
        new SessionName("shop"),
        Environment.TEST,
        false,
        Optional.empty(),
        0,
        0,
        Optional.empty());
  }

  @Override
  public Optional<SessionRecord> read(SessionId session) {
    failWhenDown();
    return Optional.ofNullable(items.get(session));
  }

  @Override
  public synchronized Optional<Lease> take(SessionRecord seen, String host) {
    failWhenDown();
    if (!seen.equals(items.get(seen.id()))) {
      return Optional.empty();
    }
    long token = seen.token() + 1;
    put(
        new SessionRecord(
            seen.generation(),
            seen.customer(),
            seen.name(),
            seen.environment(),
            seen.stopped(),
            Optional.of(host),
            token,
            seen.beat() + 1,
            seen.checkpoint()));
    return Optional.of(new Lease(seen.id(), host, token));
  }

  @Override
  public synchronized boolean renew(Lease lease, Evidence evidence) {
    failWhenDown();
    SessionRecord item = items.get(lease.session());
    if (item == null || !isOurs(item, lease)) {
      return false;
    }
    put(
        new SessionRecord(
            item.generation(),
            item.customer(),
            item.name(),
            item.environment(),
            item.stopped(),
            item.owner(),
            item.token(),
            item.beat() + 1,
            item.checkpoint()));
    written.add(evidence);
    return true;
  }

  @Override
  public synchronized void release(Lease lease) {
    SessionRecord item = items.get(lease.session());
    if (item != null && isOurs(item, lease)) {
      put(
          new SessionRecord(
              item.generation(),
              item.customer(),
              item.name(),
              item.environment(),
              item.stopped(),
              Optional.empty(),
              item.token(),
              item.beat(),
              item.checkpoint()));
    }
  }

  @Override
  public synchronized boolean setCheckpoint(Lease lease, String key) {
    SessionRecord item = items.get(lease.session());
    if (item == null || !isOurs(item, lease)) {
      return false;
    }
    put(
        new SessionRecord(
            item.generation(),
            item.customer(),
            item.name(),
            item.environment(),
            item.stopped(),
            item.owner(),
            item.token(),
            item.beat(),
            Optional.of(key)));
    return true;
  }

  @Override
  public List<SessionId> ownedBy(String host) {
    return items.values().stream()
        .filter(item -> item.owner().filter(host::equals).isPresent())
        .map(SessionRecord::id)
        .toList();
  }

  private static boolean isOurs(SessionRecord item, Lease lease) {
    return item.token() == lease.token() && item.owner().filter(lease.owner()::equals).isPresent();
  }

  private void failWhenDown() {
    if (isDown) {
      refused.release();
      throw SdkClientException.create("down");
    }
  }
}
