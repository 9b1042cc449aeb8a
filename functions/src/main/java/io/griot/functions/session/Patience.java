package io.griot.functions.session;

import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Repeats a look-up until it finds something: at once, then after growing pauses, so that a short
 * wait ends soon and a long one costs few reads. A wait of 25 s makes about 30 look-ups.
 * Thread-safe.
 */
public final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final double GROWTH = 1.4;

  private final InstantSource clock;
  private final Pause pause;

  /** Waits for a given time. */
  public interface Pause {
    void pass(Duration time) throws InterruptedException;
  }

  public Patience(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** Creates one that waits in real time. */
  public static Patience real(InstantSource clock) {
    return new Patience(clock, realPause());
  }

  /** Waits in real time. */
  public static Pause realPause() {
    return time -> {
      boolean _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    };
  }

  /**
   * Repeats a look-up, at least once, and for the last time at the deadline.
   *
   * @return the result; empty when there was none by the deadline
   * @throws ApiFailure {@code OVERLOADED} when the thread is interrupted
   */
  public <T> Optional<T> until(Instant deadline, Supplier<Optional<T>> look) {
    Duration step = FIRST_PAUSE;
    while (true) {
      Optional<T> found = look.get();
      Duration left = Duration.between(clock.instant(), deadline);
      if (found.isPresent() || !left.isPositive()) {
        return found;
      }
      pass(step.compareTo(left) < 0 ? step : left);
      Duration longer = Duration.ofNanos((long) (step.toNanos() * GROWTH));
      step = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  private void pass(Duration time) {
    try {
      pause.pass(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
  }
}
