package io.griot.host.lease;

import io.griot.contract.Generation;
import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Stores the observations of one session. Changes are written at once by its own thread, so that
 * reporting an observation never waits for DynamoDB. It is the only writer of the session's
 * observation and of whether a phone is linked. Thread-safe.
 *
 * <p>The link to the phone is stored before the observation that shows it, so that a caller who
 * reads "connected" can send.
 */
public final class SessionRecorder {
  private static final Logger log = LoggerFactory.getLogger(SessionRecorder.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final LeaseStore leases;
  private final ObservationStore observations;
  private final Lease lease;
  private final Generation session;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;
  private final Runnable onLost;
  private final HostThread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /** Only used by this object's thread. */
  private long revision;

  // Guarded by lock.
  private Observation current = Observation.NONE;
  private Observation written = Observation.NONE;
  private boolean linked;
  private boolean linkedWritten;
  private boolean first = true;
  private boolean closed;

  /**
   * @param linked whether a phone is linked, as stored
   * @param serverTime DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onLost runs once, in this object's thread, when a write shows that the lease is lost
   * @param onFailure ends the session
   */
  public SessionRecorder(
      LeaseStore leases,
      ObservationStore observations,
      Lease lease,
      Generation session,
      boolean linked,
      InstantSource serverTime,
      LongSupplier nanoTime,
      Runnable onLost,
      Consumer<Throwable> onFailure) {
    this.leases = leases;
    this.observations = observations;
    this.lease = lease;
    this.session = session;
    this.linked = linked;
    this.linkedWritten = linked;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
    this.onLost = onLost;
    this.thread = HostThread.virtual("recorder-" + session, this::run, onFailure);
  }

  /** Starts writing. The current observation replaces that of an earlier lease. */
  public void start() {
    thread.start();
  }

  /** Reports the current observation. Returns at once. */
  public void see(Observation observation, boolean isLinked) {
    lock.lock();
    try {
      current = observation;
      linked = isLinked;
      if (hasNews()) {
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The last observation, stored or not. */
  public Observation current() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a phone is linked, by the last observation. */
  public boolean isLinked() {
    lock.lock();
    try {
      return linked;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops writing. The last observation is stored if one more attempt succeeds and the lease still
   * holds.
   *
   * @param deadline of that attempt
   */
  public void stop(Duration deadline) throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    if (!thread.join(deadline)) {
      thread.stop();
    }
  }

  private void run() throws InterruptedException {
    while (awaitNews()) {
      boolean last = isClosed();
      try {
        if (!write()) {
          onLost.run();
          return;
        }
      } catch (SdkException e) {
        log.atWarn().addKeyValue("sessionId", session.session()).setCause(e).log("record.failed");
        if (last) {
          return;
        }
        awaitRetry();
      }
    }
  }

  /** Returns false when writing has stopped and nothing is left to write. */
  private boolean awaitNews() throws InterruptedException {
    lock.lock();
    try {
      while (!hasNews() && !closed) {
        news.await();
      }
      return hasNews();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the time is over or writing must stop; one more attempt follows. */
  private void awaitRetry() throws InterruptedException {
    long left = RETRY.toNanos();
    lock.lock();
    try {
      while (left > 0 && !closed) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNews() {
    return first || linked != linkedWritten || current.isNewsAfter(written);
  }

  private boolean write() {
    Observation observation;
    boolean isLinked;
    boolean linkChanged;
    lock.lock();
    try {
      observation = current;
      isLinked = linked;
      linkChanged = linked != linkedWritten;
    } finally {
      lock.unlock();
    }
    if (!lease.isHeldAt(nanoTime.getAsLong())) {
      return false;
    }
    if (linkChanged && !leases.setLinked(lease, isLinked, serverTime.instant())) {
      return false;
    }
    if (!observations.write(lease, session, ++revision, observation)) {
      return false;
    }
    lock.lock();
    try {
      first = false;
      written = observation;
      linkedWritten = isLinked;
    } finally {
      lock.unlock();
    }
    return true;
  }
}
