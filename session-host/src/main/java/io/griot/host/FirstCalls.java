package io.griot.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes the calls that a host needs before it takes sessions, and repeats each until it succeeds or
 * the time is over. A restarted process would meet the same service and would have to load all its
 * classes first; on a busy machine, that alone makes its first call time out. For one thread.
 */
final class FirstCalls {
  private static final Logger log = LoggerFactory.getLogger(FirstCalls.class);

  /** The time after the first call's beginning at which a failing call is given up. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Duration pause;
  private final LongSupplier nanoTime;
  private final long began;

  /**
   * Creates an instance; its time begins now.
   *
   * @param pause the time before a call is repeated
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  FirstCalls(Duration pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /**
   * Makes the call until it succeeds.
   *
   * @throws SdkException the last failure, when the time is over
   */
  <T> T make(Supplier<T> call) throws InterruptedException {
    while (true) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (nanoTime.getAsLong() - began >= PATIENCE.toNanos()) {
          throw e;
        }
        log.atWarn().setCause(e).log("host.start.tries_again");
      }
      boolean _ = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Makes a call without an answer until it succeeds; as the other method. */
  void make(Runnable call) throws InterruptedException {
    boolean _ =
        make(() -> {
          call.run();
          return true;
        });
  }
}
