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
  private static final long KEPT_NANOS = Duration.ofMinutes(5).toNanos();

  private final InstantSource fallback;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Best> best = new AtomicReference<>();

  private record Best(long offsetMillis, long nanos) {}

  /**
   * @param fallback the time before the first answer came
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public ServerTime(InstantSource fallback, LongSupplier nanoTime) {
    this.fallback = fallback;
    this.nanoTime = nanoTime;
  }

  /** An answer with this {@code Date} has come just now. */
  public void saw(Instant date) {
    long now = nanoTime.getAsLong();
    long offset = date.toEpochMilli() - now / NANOS_PER_MILLI;
    best.updateAndGet(known ->
        known == null || offset > known.offsetMillis() || now - known.nanos() > KEPT_NANOS
            ? new Best(offset, now)
            : known);
  }

  @Override
  public Instant instant() {
    Best known = best.get();
    return known == null
        ? fallback.instant()
        : Instant.ofEpochMilli(nanoTime.getAsLong() / NANOS_PER_MILLI + known.offsetMillis());
  }
}
