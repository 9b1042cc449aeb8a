package io.griot.local;

import io.griot.functions.SupervisorHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls the supervisor at an interval, as EventBridge does on AWS. The first call is at once,
 * because a round migrates what an earlier version left in the folder. A failed round is logged and
 * does not stop the next. Thread-safe.
 */
final class Schedule implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Schedule.class);
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(45);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

  private final SupervisorHandler supervisor;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("supervision").daemon().factory());

  /**
   * @param supervisor closed with this
   * @param clock the supervisor's clock
   */
  Schedule(SupervisorHandler supervisor, InstantSource clock, Duration interval) {
    this.supervisor = supervisor;
    this.clock = clock;
    long millis = interval.toMillis();
    var _ = thread.scheduleAtFixedRate(this::round, 0, millis, TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      supervisor.round(clock.instant().plus(LONGEST_ROUND));
    } catch (SdkException e) {
      log.atError().setCause(e).log("supervision.failed");
    }
  }

  /** Runs a round now, after the current one, and waits for its end. */
  void roundNow() {
    try {
      Object _ = thread.submit(this::round).get(LONGEST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.atError().setCause(e).log("supervision.failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.atWarn().log("supervision.interrupted");
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    supervisor.close();
  }
}
