package io.griot.host.lease;

import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How old other hosts' leases are. Nobody's wall clock is compared with another's: a lease's age is
 * how long <em>this</em> host has seen its token and beat stand still, on its monotonic clock.
 * Thread-safe.
 */
public final class LeaseAges {
  private final LongSupplier nanoTime;
  private final Map<SessionId, Sight> sights = new ConcurrentHashMap<>();

  /** Tokens begin anew with a generation, so that it tells one lease from another too. */
  private record Sight(Generation generation, long token, long beat, long nanos) {
    boolean isOf(SessionRecord seen) {
      return generation.equals(seen.generation()) && token == seen.token() && beat == seen.beat();
    }
  }

  /**
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public LeaseAges(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long the lease has stood still; zero when it is seen for the first time or moved. */
  public Duration ageOf(SessionRecord seen) {
    long now = nanoTime.getAsLong();
    Sight sight =
        sights.compute(
            seen.id(),
            (id, last) ->
                last != null && last.isOf(seen)
                    ? last
                    : new Sight(seen.generation(), seen.token(), seen.beat(), now));
    return Duration.ofNanos(now - sight.nanos());
  }

  /** Forgets a session that is no longer of interest. */
  public void forget(SessionId session) {
    sights.remove(session);
  }
}
