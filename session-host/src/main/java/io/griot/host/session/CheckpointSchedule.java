package io.griot.host.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a running browser's profile is checkpointed: soon after a phone was linked, then at
 * each interval. For one thread.
 */
final class CheckpointSchedule {
  /** After linking, the page needs this long to write its credentials. */
  static final Duration BEFORE_FIRST = Duration.ofSeconds(3);

  /**
   * Delay after a failed checkpoint. It is short: without a checkpoint, the phone must be linked
   * again if this host dies.
   */
  static final Duration AFTER_FAILED = Duration.ofSeconds(10);

  private final Duration interval;
  private final LongSupplier nanoTime;
  private boolean hasOne;
  private boolean hasFailed;
  private long dueAt;

  /**
   * @param hasOne whether the current link has a checkpoint
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  CheckpointSchedule(Duration interval, boolean hasOne, LongSupplier nanoTime) {
    this.interval = interval;
    this.hasOne = hasOne;
    this.nanoTime = nanoTime;
  }

  /**
   * A new browser starts from the checkpointed profile, so the interval begins anew. After a
   * checkpoint that failed, the profile is newer than the stored one.
   */
  void begin() {
    next(hasFailed ? AFTER_FAILED : interval);
  }

  /** The time until the next checkpoint; never zero. */
  Duration untilDue() {
    return Duration.ofNanos(Math.max(1_000_000, dueAt - nanoTime.getAsLong()));
  }

  /** No phone is linked. The next link gets a checkpoint soon. */
  void unlinked() {
    hasOne = false;
  }

  /** Whether a checkpoint of a usable page is due. If so, the next one is scheduled. */
  boolean isDue() {
    if (!hasOne) {
      hasOne = true;
      next(BEFORE_FIRST);
    }
    boolean isDue = nanoTime.getAsLong() - dueAt >= 0;
    if (isDue) {
      hasFailed = false;
      next(interval);
    }
    return isDue;
  }

  /** The last checkpoint failed. */
  void failed() {
    hasFailed = true;
    next(AFTER_FAILED);
  }

  private void next(Duration in) {
    dueAt = nanoTime.getAsLong() + in.toNanos();
  }
}
