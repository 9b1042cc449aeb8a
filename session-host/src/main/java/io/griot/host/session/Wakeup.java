package io.griot.host.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A wait that others can cut short. Thread-safe; one thread waits. */
final class Wakeup {
  private final Semaphore calls = new Semaphore(0);

  void call() {
    calls.release();
  }

  /** Waits the given time, or until called; calls since the last wait count. */
  void await(Duration patience) throws InterruptedException {
    if (calls.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      calls.drainPermits();
    }
  }
}
