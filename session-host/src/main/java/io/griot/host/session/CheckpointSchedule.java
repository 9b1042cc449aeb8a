package io.griot.host.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a running browser's profile is checkpointed: soon after a phone was linked, then each time
 * that the interval has passed. One thread.
 */
final class CheckpointSchedule {
  /** After pairing, the page is still writing its credentials. */
  static final Duration BEFORE_FIRST = Duration.ofSeconds(3);

  /** A session without a checkpoint must be scanned again when its host dies. */
  static final Duration AFTER_FAILED = Duration.ofSeconds(10);

  private final Duration interval;
  private final LongSupplier nanoTime;
  private boolean hasOne;
  private long dueAt;

  /**
   * @param hasOne whether there is a checkpoint of the present link
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  CheckpointSchedule(Duration interval, boolean hasOne, LongSupplier nanoTime) {
    this.interval = interval;
    this.hasOne = hasOne;
    this.nanoTime = nanoTime;
  }

  /** A new browser: what it begins with is checkpointed. */
  void begin() {
    next(interval);
  }

  /** The time until the next one; never zero. */
  Duration untilDue() {
    return Duration.ofNanos(Math.max(1_000_000, dueAt - nanoTime.getAsLong()));
  }

  /** The page says that no phone is linked: the next link is checkpointed soon. */
  void unlinked() {
    hasOne = false;
  }

  /** Whether one is due of a page that is usable; then the next one is planned. */
  boolean isDue() {
    if (!hasOne) {
      hasOne = true;
      next(BEFORE_FIRST);
    }
    boolean isDue = nanoTime.getAsLong() - dueAt >= 0;
    if (isDue) {
      next(interval);
    }
    return isDue;
  }

  /** The last one failed. */
  void failed() {
    next(AFTER_FAILED);
  }

  private void next(Duration in) {
    dueAt = nanoTime.getAsLong() + in.toNanos();
  }
}
