package io.griot.host.lease;

import io.griot.host.thread.HostThread;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Renews this host's heartbeat and tracks the end of its leases. Its platform thread only makes
 * DynamoDB calls with short timeouts.
 *
 * <p>A renewal counts from the moment before its request was sent. If none succeeds, the current
 * {@link Term} ends after {@link LeaseTiming#holdable}, before another host may take a session. The
 * watchdog outside this process kills the browsers at the same moment. A later renewal begins a new
 * term; leases of the old term stay lost. Thread-safe.
 */
public final class Heartbeat {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration END_DEADLINE = Duration.ofSeconds(10);

  private final HostStore store;
  private final String host;
  private final Supplier<HostBeat> content;
  private final LeaseTiming timing;
  private final LongSupplier nanoTime;
  private final Renewals watchdog;
  private final Semaphore calls = new Semaphore(0);
  private final HostThread thread;
  private volatile Term term;
  private volatile boolean closed;

  /**
   * A period without a gap between renewals. A lease holds as long as the term in which it was
   * taken.
   */
  public static final class Term implements LongPredicate {
    private volatile long heldUntil;

    private Term(long heldUntil) {
      this.heldUntil = heldUntil;
    }

    /** Whether leases of this term hold at a monotonic time in nanoseconds. */
    @Override
    public boolean test(long nanos) {
      return heldUntil - nanos > 0;
    }
  }

  /** Receives each renewal. The watchdog uses it to kill the browsers when renewals fail. */
  public interface Renewals {
    /** The time on the listener's own clock; it is read before a renewal is sent. */
    long now();

    /** The renewal that was sent at that time succeeded. */
    void renewed(long at);
  }

  /**
   * The host's item is gone: another host or the supervisor gave this host up while it was running.
   */
  public static final class GivenUpException extends Exception {
    GivenUpException(String host) {
      super("host " + host + " was given up");
    }
  }

  /**
   * @param content what is stored with a renewal; must not block
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onFailure ends the process: without a heartbeat no session may run here
   */
  public Heartbeat(
      HostStore store,
      String host,
      Supplier<HostBeat> content,
      LeaseTiming timing,
      LongSupplier nanoTime,
      Renewals watchdog,
      Consumer<Throwable> onFailure) {
    this.store = store;
    this.host = host;
    this.content = content;
    this.timing = timing;
    this.nanoTime = nanoTime;
    this.watchdog = watchdog;
    this.term = new Term(nanoTime.getAsLong());
    this.thread = HostThread.platform("heartbeat", this::run, onFailure);
  }

  /** The id of the host whose heartbeat this is; no other host ever has it. */
  public String host() {
    return host;
  }

  /** Stores the first beat and starts the renewals. Throws when the first beat cannot be stored. */
  public void start() {
    renewal(() -> {
      store.create(host, content.get());
      return true;
    });
    thread.start();
  }

  /** Renews now, because the content has changed. */
  public void hurry() {
    calls.release();
  }

  /** The current term. A lease that is taken now holds as long as this term. */
  public Term term() {
    return term;
  }

  /**
   * Stops the renewals.
   *
   * @param remove whether to delete the host's item, so that other hosts need not wait until it
   *     expires. Only for a host that owns no session any more: other hosts find sessions by an
   *     item whose beat stands still
   */
  public void stop(boolean remove) throws InterruptedException {
    closed = true;
    calls.release();
    if (!thread.join(END_DEADLINE)) {
      thread.stop();
    }
    if (!remove) {
      return;
    }
    try {
      store.remove(host);
    } catch (SdkException e) {
      log.atWarn().addKeyValue("hostId", host).setCause(e).log("heartbeat.not_removed");
    }
  }

  private void run() throws InterruptedException, GivenUpException {
    Duration pause = timing.renewal();
    while (!closed) {
      if (calls.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        calls.drainPermits();
      }
      if (closed) {
        return;
      }
      try {
        if (!renewal(() -> store.beat(host, content.get()))) {
          term.heldUntil = nanoTime.getAsLong();
          throw new GivenUpException(host);
        }
        pause = timing.renewal();
      } catch (SdkException e) {
        long leftMillis = (term.heldUntil - nanoTime.getAsLong()) / 1_000_000;
        log.atWarn()
            .addKeyValue("hostId", host)
            .addKeyValue("leftMillis", leftMillis)
            .setCause(e)
            .log("heartbeat.failed");
        pause = RETRY;
      }
    }
  }

  private boolean renewal(Supplier<Boolean> write) {
    long before = nanoTime.getAsLong();
    long at = watchdog.now();
    if (!write.get()) {
      return false;
    }
    long until = before + timing.holdable().toNanos();
    if (term.test(before)) {
      term.heldUntil = until;
    } else {
      term = new Term(until);
    }
    watchdog.renewed(at);
    return true;
  }
}
