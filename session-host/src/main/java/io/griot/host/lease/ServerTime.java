package io.griot.host.lease;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's time, as the {@code Date} of its answers tells it. Hosts and the API compare times by
 * it, so no clock of theirs matters. Thread-safe.
 *
 * <p>A {@code Date} is cut to seconds. The largest difference to the monotonic clock that was seen
 * is kept, so the time is right to some milliseconds after a few answers, and never late by more
 * than a second.
 */
public final class ServerTime implements InstantSource {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final InstantSource fallback;
  private final LongSupplier nanoTime;
  private final long origin;
  private final AtomicReference<@Nullable Long> offsetMillis = new AtomicReference<>();

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
    long offset = date.toEpochMilli() - elapsedMillis();
    offsetMillis.accumulateAndGet(
        offset, (known, seen) -> known == null || (seen != null && seen > known) ? seen : known);
  }

  @Override
  public Instant instant() {
    Long offset = offsetMillis.get();
    return offset == null ? fallback.instant() : Instant.ofEpochMilli(elapsedMillis() + offset);
  }

  /** Since this object was made: the monotonic clock itself may overflow. */
  private long elapsedMillis() {
    return (nanoTime.getAsLong() - origin) / NANOS_PER_MILLI;
  }
}
