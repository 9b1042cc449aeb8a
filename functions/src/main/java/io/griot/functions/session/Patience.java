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
 * Looks until something is there: at once, then after pauses that grow, so that a short wait is
 * answered soon and a long one costs few reads. A wait of 25 s makes about 30 looks. Thread-safe.
 */
public final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final double GROWTH = 1.4;

  private final InstantSource clock;
  private final Pause pause;

  /** Lets time pass. */
  public interface Pause {
    void pass(Duration time) throws InterruptedException;
  }

  public Patience(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** On the time of this machine. */
  public static Patience real(InstantSource clock) {
    return new Patience(clock, realPause());
  }

  /** Lets time pass on this machine. */
  public static Pause realPause() {
    return time -> {
      boolean _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    };
  }

  /**
   * Looks at least once, and for the last time at the deadline.
   *
   * @return what was found; empty when nothing was by the deadline
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
