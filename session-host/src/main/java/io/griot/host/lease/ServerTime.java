package io.griot.host.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's time, as the {@code Date} of its answers tells it. Hosts and the API compare times by
 * it, so no clock of theirs matters. Thread-safe.
 *
 * <p>A {@code Date} is cut to seconds. The largest difference to the monotonic clock of the last
 * minutes counts. So the time is right to some milliseconds after a few answers, is never late by
 * more than a second, and a {@code Date} that was ahead is forgotten.
 */
public final class ServerTime implements InstantSource {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long KEPT_MILLIS = Duration.ofMinutes(5).toMillis();

  private final InstantSource fallback;
  private final LongSupplier nanoTime;
  private final long origin;
  private final AtomicReference<@Nullable Best> best = new AtomicReference<>();

  /** What the answers say beyond the time since {@link #origin}, and when one said so. */
  private record Best(long offsetMillis, long elapsedMillis) {}

  /**
   * @param fallback the time before the first answer came
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public ServerTime(InstantSource fallback, LongSupplier nanoTime) {
    this.fallback = fallback;
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  /** An answer with this {@code Date} has come just now. */
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

  /** Since this object was made: the monotonic clock itself may overflow. */
  private long elapsedMillis() {
    return (nanoTime.getAsLong() - origin) / NANOS_PER_MILLI;
  }
}
