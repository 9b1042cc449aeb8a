package io.griot.host.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A wait that other threads can end early. Thread-safe; only one thread may wait. */
final class Wakeup {
  private final Semaphore calls = new Semaphore(0);

  void call() {
    calls.release();
  }

  /** Waits for the given time or until called. Calls since the last wait count. */
  void await(Duration patience) throws InterruptedException {
    if (calls.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      calls.drainPermits();
    }
  }

  /**
   * Waits for the given time or until the condition holds. A call makes the condition be checked.
   */
  void await(Duration patience, BooleanSupplier isOver) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isOver.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || !calls.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        return;
      }
      calls.drainPermits();
    }
  }
}
