package io.griot.local.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits of a run: for a condition with a deadline, or for a fault to last. */
final class Pause {
  private Pause() {}

  /** Lets the time pass; an interrupt ends it at once. */
  static void of(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  /**
   * Asks again and again.
   *
   * @return whether it became so within the deadline
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
