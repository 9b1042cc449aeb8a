package io.griot.host.session;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Decides when this host may take sessions again that failed here: after a pause that grows with
 * every failure. Thread-safe.
 */
final class Retries {
  /** A session that fails this long after its last failure starts with a new backoff. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final Map<SessionId, Retry> retries = new ConcurrentHashMap<>();

  private record Retry(Backoff backoff, long notBefore) {}

  Retries(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean mayTry(SessionId session) {
    Retry retry = retries.get(session);
    return retry == null || nanoTime.getAsLong() - retry.notBefore() >= 0;
  }

  void failed(SessionId session) {
    long now = nanoTime.getAsLong();
    retries.values().removeIf(retry -> now - retry.notBefore() > HEALTHY.toNanos());
    retries.compute(
        session,
        (id, earlier) -> {
          Backoff backoff = earlier == null ? new Backoff() : earlier.backoff();
          return new Retry(backoff, now + backoff.next().toNanos());
        });
  }

  /** The session ended here without a failure. */
  void forget(SessionId session) {
    retries.remove(session);
  }
}
