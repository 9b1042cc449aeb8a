package io.griot.host;

import io.griot.dynamo.usage.UsageMeter;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores customers' usage at this host at intervals and when the host ends. A host that dies loses
 * the counts since the last time. Uses one thread.
 */
final class UsageReport {
  /** The deadline for storing the last counts when the host ends; later they are lost. */
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(8);

  private static final Logger log = LoggerFactory.getLogger(UsageReport.class);

  private final UsageMeter meter;
  private final Runnable countTime;
  private final Duration interval;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HostThread thread;

  /**
   * @param countTime counts the time that sessions have run until now
   * @param onFailure ends the process
   */
  UsageReport(
      UsageMeter meter,
      Runnable countTime,
      Duration interval,
      InstantSource clock,
      Consumer<Throwable> onFailure) {
    this.meter = meter;
    this.countTime = countTime;
    this.interval = interval;
    this.clock = clock;
    this.thread = HostThread.virtual("usage", this::run, onFailure);
  }

  void start() {
    thread.start();
  }

  private void run() throws InterruptedException {
    while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
      countTime.run();
      boolean _ = meter.flush(clock.instant().plus(interval));
    }
  }

  /**
   * Stores the last counts. Must be called after the sessions were closed, because each counts its
   * time at its end.
   */
  void close() throws InterruptedException {
    closing.countDown();
    boolean _ = thread.join(CLOSE_DEADLINE);
    if (!meter.flush(clock.instant().plus(CLOSE_DEADLINE))) {
      log.atWarn().log("usage.lost");
    }
  }
}
