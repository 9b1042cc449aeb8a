package io.griot.dynamo.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides when a function that may be frozen after each invocation flushes a meter: after {@link
 * #EVERY}, or after {@link #MOST} counted events. A quiet customer's events are stored at once, a
 * busy one's a hundred at a time. An instance that is ended loses less than that. Thread-safe.
 */
public final class UsageFlushes {
  public static final Duration EVERY = Duration.ofMinutes(1);
  public static final int MOST = 100;

  private final InstantSource clock;
  private final AtomicLong counted = new AtomicLong();
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  public UsageFlushes(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the number of an invocation's counted events. */
  public void counted(long number) {
    counted.addAndGet(number);
  }

  /** Whether to flush now. If so, the next interval begins. */
  public boolean due() {
    long waiting = counted.get();
    Instant now = clock.instant();
    Instant before = last.get();
    boolean isDue = waiting >= MOST || (waiting > 0 && !now.isBefore(before.plus(EVERY)));
    if (!isDue || !last.compareAndSet(before, now)) {
      return false;
    }
    counted.addAndGet(-waiting);
    return true;
  }
}
