package io.griot.host.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's time, taken from the {@code Date} header of its answers. Hosts and API compare times
 * by it, so their own clocks do not matter. Thread-safe.
 *
 * <p>{@code Date} is truncated to seconds. The estimate is the largest offset from the monotonic
 * clock seen in the last five minutes. After a few answers it is exact to some milliseconds, and it
 * is never late by more than a second. A {@code Date} that was ahead is dropped after that time.
 */
public final class ServerTime implements InstantSource {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long KEPT_MILLIS = Duration.ofMinutes(5).toMillis();

  private final InstantSource fallback;
  private final LongSupplier nanoTime;
  private final long origin;
  private final AtomicReference<@Nullable Best> best = new AtomicReference<>();

  /** The largest offset from the time since {@link #origin}, and when it was seen. */
  private record Best(long offsetMillis, long elapsedMillis) {}

  /**
   * @param fallback the time until the first answer arrives
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public ServerTime(InstantSource fallback, LongSupplier nanoTime) {
    this.fallback = fallback;
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  /** Uses the {@code Date} of an answer that has just arrived. */
  public void saw(Instant date) {
    long elapsed = elapsedMillis();
    long offset = date.toEpochMilli() - elapsed;
    best.updateAndGet(known ->
        known == null
                || offset > known.offsetMillis()
                || elapsed - known.elapsedMillis() > KEPT_MILLIS
            ? new Best(offset, elapsed)
            : known);
  }

  @Override
  public Instant instant() {
    Best known = best.get();
    return known == null
        ? fallback.instant()
        : Instant.ofEpochMilli(elapsedMillis() + known.offsetMillis());
  }

  /** Measured from this object's creation, because the monotonic clock may overflow. */
  private long elapsedMillis() {
    return (nanoTime.getAsLong() - origin) / NANOS_PER_MILLI;
  }
}
