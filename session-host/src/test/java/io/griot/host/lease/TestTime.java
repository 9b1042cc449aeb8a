package io.griot.host.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock and a wall clock that advance only when told to. Thread-safe. */
public final class TestTime implements LongSupplier, InstantSource {
  private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");

  /** Not zero and about to overflow, because a monotonic clock may start anywhere. */
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

  private final AtomicLong passed = new AtomicLong();

  public void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Override
  public long getAsLong() {
    return ORIGIN + passed.get();
  }

  @Override
  public Instant instant() {
    return START.plusNanos(passed.get());
  }
}
