package io.griot.local.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition with a deadline, or for a time to pass. */
final class Pause {
  private Pause() {}

  /** Waits for a time; an interrupt ends the wait. */
  static void of(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  /**
   * Polls a condition.
   *
   * @return whether it became true within the deadline
   */
  static boolean until(Duration deadline, Duration poll, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      of(poll);
    }
    return true;
  }
}
