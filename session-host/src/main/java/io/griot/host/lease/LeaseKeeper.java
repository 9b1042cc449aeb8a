package io.griot.host.lease;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Renews one lease and says what was seen of its session, in one write: news at once, the rest when
 * the renewal is due. It is the only writer of both.
 *
 * <p>When the lease turns out to be another's, or could not be renewed until shortly before another
 * may take it, {@code onLost} runs once, in this object's thread, and the keeper ends.
 */
public final class LeaseKeeper {
  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private enum Written {
    WRITTEN,
    FAILED,
    LOST
  }

  private static final Duration END_DEADLINE = Duration.ofSeconds(10);

  private final LeaseStore store;
  private final Lease lease;
  private final EvidenceBoard board;
  private final LeaseTiming timing;
  private final LongSupplier nanoTime;
  private final Runnable onRenewed;
  private final Runnable onLost;
  private final Thread thread;
  private long renewedAt;
  private volatile boolean closed;

  /**
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param takenAt the monotonic time before the lease was taken
   * @param onRenewed runs after every renewal, in this object's thread; must not throw
   */
  public LeaseKeeper(
      LeaseStore store,
      Lease lease,
      EvidenceBoard board,
      LeaseTiming timing,
      LongSupplier nanoTime,
      long takenAt,
      Runnable onRenewed,
      Runnable onLost) {
    this.store = store;
    this.lease = lease;
    this.board = board;
    this.timing = timing;
    this.nanoTime = nanoTime;
    this.renewedAt = takenAt;
    this.onRenewed = onRenewed;
    this.onLost = onLost;
    this.thread = Thread.ofVirtual().name("lease-" + lease.session()).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Ends the renewing; the lease stays ours until it is released or ages. */
  public void stop() throws InterruptedException {
    closed = true;
    board.call();
    if (!thread.equals(Thread.currentThread())) {
      thread.join(END_DEADLINE);
    }
  }

  private void run() {
    Duration patience = Duration.ZERO;
    try {
      while (!closed) {
        Evidence evidence = board.awaitNews(patience);
        if (closed) {
          return;
        }
        switch (write(evidence)) {
          case WRITTEN -> {
            board.written();
            onRenewed.run();
            patience = timing.renewal();
          }
          case FAILED -> {
            board.awaitCall(RETRY);
            patience = Duration.ZERO;
          }
          case LOST -> {
            onLost.run();
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      log.debug("session {}: the lease's keeper was interrupted", lease.session());
    }
  }

  private Written write(Evidence evidence) {
    long before = nanoTime.getAsLong();
    try {
      if (!store.renew(lease, evidence)) {
        log.info("session {}: no longer ours under token {}", lease.session(), lease.token());
        return Written.LOST;
      }
      renewedAt = before;
      return Written.WRITTEN;
    } catch (SdkException e) {
      Duration left = timing.holdable().minusNanos(nanoTime.getAsLong() - renewedAt);
      log.warn("session {}: renewal failed, {} ms left", lease.session(), left.toMillis(), e);
      return left.compareTo(RETRY) < 0 ? Written.LOST : Written.FAILED;
    }
  }
}
