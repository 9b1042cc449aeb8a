package io.griot.host.session;

import io.griot.contract.Operation;
import io.griot.contract.SessionId;
import io.griot.host.command.SessionGate;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.SessionRecord;
import io.griot.host.thread.HostThread;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The life cycle of one session on this host: it starts, runs, and ends in one of the ways of
 * {@link End}. Its own thread does the starting and the ending; anybody may ask for an end. The
 * first end asked for is carried out, but a lost lease overrides all others at once. Thread-safe.
 *
 * <p>Ending never throws. It stops taking commands, closes the gate, then the browser; each step is
 * made whatever became of the one before. When the lease does not hold any more, the browser is
 * killed first and nothing is written.
 */
final class RunningSession {
  private static final Logger log = LoggerFactory.getLogger(RunningSession.class);

  /**
   * Longer than the page takes at most: a device that stays linked counts among the phone's four.
   */
  private static final Duration LOG_OUT_DEADLINE = Duration.ofSeconds(30);

  /** A browser on a busy host needs half a minute until its page is connected. */
  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(45);

  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RECORD_DEADLINE = Duration.ofSeconds(10);
  private static final Duration BROWSER_END_DEADLINE = Duration.ofSeconds(20);

  /** The ways in which a session ends here. */
  enum End {
    /** This host gives it back, for another one. */
    GIVEN_BACK,
    /** It is to be stopped: link, profile and queue stay. */
    STOPPED,
    /** It is to be ended: its device is logged out, then nothing of it stays. */
    ENDED,
    /** A part of it failed: it is given back and taken again, here or elsewhere. */
    FAILED,
    /** The lease is another host's, or soon may be. */
    LOST
  }

  /** Makes a session's parts; asks AWS for what they need. */
  @FunctionalInterface
  interface Maker {
    SessionParts make(SessionRecord session, Lease lease, SessionParts.Ends ends)
        throws IOException, InterruptedException;
  }

  private final SessionRecord session;
  private final Lease lease;
  private final Maker maker;
  private final LeaseStore leases;
  private final InstantSource serverTime;
  private final LongSupplier nanoTime;
  private final BiConsumer<RunningSession, End> onEnd;
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final AtomicReference<@Nullable SessionParts> parts = new AtomicReference<>();
  private final AtomicLong restarts;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final HostThread life;
  private volatile @Nullable HostThread browserThread;
  private volatile boolean leftBehind;

  /**
   * @param session as it was when it was taken
   * @param serverTime DynamoDB's time
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onEnd runs once, when nothing of the session is left here
   */
  RunningSession(
      SessionRecord session,
      Lease lease,
      Maker maker,
      LeaseStore leases,
      InstantSource serverTime,
      LongSupplier nanoTime,
      BiConsumer<RunningSession, End> onEnd) {
    this.session = session;
    this.lease = lease;
    this.maker = maker;
    this.leases = leases;
    this.serverTime = serverTime;
    this.nanoTime = nanoTime;
    this.onEnd = onEnd;
    this.restarts = new AtomicLong(session.restarts());
    // Its steps are guarded one by one, so what comes here is an error of the JVM.
    this.life =
        HostThread.virtual("session-" + session.id(), this::live, failure -> ended(End.FAILED));
  }

  void start() {
    event("session.taken").log();
    life.start();
  }

  SessionId id() {
    return session.id();
  }

  Lease lease() {
    return lease;
  }

  /** Asks for an end. Returns at once. */
  void end(End how) {
    if (how == End.LOST) {
      lost();
    } else if (end.compareAndSet(null, how)) {
      asked.countDown();
    }
  }

  /** The end that was asked for; empty while the session runs. */
  Optional<End> ending() {
    return Optional.ofNullable(end.get());
  }

  /** Has the browser replaced by a new one, unless that was done for this request already. */
  void restart(long number) {
    long before = restarts.getAndAccumulate(number, Math::max);
    SessionParts made = parts.get();
    if (before < number && made != null) {
      made.browser().restart(number);
    }
  }

  /** When the page last proved that it lives, by DynamoDB's time. */
  Optional<Instant> provenAt() {
    return with(SessionParts::status).flatMap(status -> status.current().times().provenAt());
  }

  /** Whether the session may still be this host's in the table, though nothing of it runs here. */
  boolean isLeftBehind() {
    return leftBehind;
  }

  /** How many operations WhatsApp's present version cannot do. */
  int unavailableOperations() {
    return with(SessionParts::status)
        .map(status -> status.current().unavailable().size())
        .orElse(0);
  }

  private <T> Optional<T> with(Function<SessionParts, T> use) {
    return Optional.ofNullable(parts.get()).map(use);
  }

  /** Whatever is going on: the browser dies now, in the thread that noticed. */
  private void lost() {
    lease.revoke();
    if (end.getAndSet(End.LOST) == End.LOST) {
      return;
    }
    SessionParts made = parts.get();
    if (made != null) {
      guarded("kill the browser", made.browser()::kill);
      guarded("close the gate", made.gate()::close);
    }
    asked.countDown();
  }

  private void live() throws InterruptedException {
    try {
      begin();
      asked.await();
    } finally {
      finish();
    }
  }

  private void begin() throws InterruptedException {
    SessionParts.Ends ends =
        new SessionParts.Ends() {
          @Override
          public void lost() {
            end(End.LOST);
          }

          @Override
          public void failed(Throwable failure) {
            end(failure instanceof LeaseLostException ? End.LOST : End.FAILED);
          }
        };
    SessionParts made;
    try {
      made = maker.make(session, lease, ends);
    } catch (IOException | RuntimeException e) {
      event("session.not_started").addKeyValue("error", e.toString()).log();
      end(End.FAILED);
      return;
    }
    parts.set(made);
    if (restarts.get() > session.restarts()) {
      made.browser().restart(restarts.get()); // asked for while there was nobody to be told
    }
    HostThread browser = HostThread.virtual("browser-" + id(), made.browser()::run, ends::failed);
    browserThread = browser;
    if (end.get() == End.LOST) {
      return; // before the parts were there to be killed
    }
    made.recorder().start();
    browser.start();
    made.commands().start();
  }

  private void finish() {
    End how = Optional.ofNullable(end.get()).orElse(End.FAILED);
    SessionParts made = parts.get();
    if (made != null) {
      switch (how) {
        case LOST -> abandon(made);
        case ENDED -> terminate(made);
        case GIVEN_BACK, STOPPED, FAILED -> close(made);
      }
    } else if (how != End.LOST) {
      giveBack();
    }
    lease.revoke();
    End carriedOut = Optional.ofNullable(end.get()).orElse(how);
    // It is taken again, and not at once: whatever it was taken for, that failed.
    ended(made == null && carriedOut != End.LOST ? End.FAILED : carriedOut);
  }

  private void abandon(SessionParts made) {
    guarded("kill the browser", made.browser()::kill);
    guarded("close the gate", made.gate()::close);
    guarded("stop the commands", () -> made.commands().stop(Duration.ZERO));
    guarded("wait for the browser", () -> joinBrowser(made));
    guarded("stop recording", () -> made.recorder().stop(RECORD_DEADLINE));
  }

  private void close(SessionParts made) {
    guarded("close the gate", made.gate()::close);
    guarded("stop the commands", () -> made.commands().stop(DRAIN_DEADLINE));
    guarded("close the browser", made.browser()::close);
    guarded("wait for the browser", () -> joinBrowser(made));
    guarded("take a checkpoint", () -> checkpointAtRest(made));
    guarded("stop recording", () -> made.recorder().stop(RECORD_DEADLINE));
    giveBack();
  }

  /** Nothing happens when the session has ended or is another host's. */
  private void giveBack() {
    leftBehind = true;
    guarded(
        "release the lease",
        () -> {
          if (holds()) {
            leases.release(lease, serverTime.instant());
            leftBehind = false;
          }
        });
  }

  private void terminate(SessionParts made) {
    // Until the contrary is confirmed, the phone may go on showing the device.
    AtomicBoolean stillLinked = new AtomicBoolean(made.linked().getAsBoolean());
    guarded("log the device out", () -> stillLinked.set(!logOut(made)));
    guarded("close the gate", made.gate()::close);
    guarded("stop the commands", () -> made.commands().stop(DRAIN_DEADLINE));
    guarded("close the browser", made.browser()::close);
    guarded("wait for the browser", () -> joinBrowser(made));
    guarded("stop recording", () -> made.recorder().stop(RECORD_DEADLINE));
    guarded(
        "end the session",
        () -> {
          if (holds()
              && leases.end(
                  session, lease.owner(), lease.token(), stillLinked.get(), serverTime.instant())) {
            // What this does not remove, the supervisor does, by the note that the session ended.
            made.remains().remove();
          }
        });
    giveBack();
  }

  /**
   * Removes this device from the account, if there is one. A page that is starting is waited for.
   *
   * @return whether WhatsApp confirmed that no device of this session is linked any more
   */
  private boolean logOut(SessionParts made) throws InterruptedException {
    if (!made.linked().getAsBoolean()) {
      return true;
    }
    boolean connected =
        made.gate().await(Operation.Requires.CONNECTED, CONNECT_DEADLINE).stream()
            .anyMatch(SessionGate.Pass.Open.class::isInstance);
    boolean done = connected && holds() && made.browser().logOut(LOG_OUT_DEADLINE);
    event("session.logged_out").addKeyValue("confirmed", done).log();
    return done;
  }

  private void checkpointAtRest(SessionParts made) throws IOException, InterruptedException {
    if (made.linked().getAsBoolean() && holds()) {
      made.checkpoint().take();
    }
  }

  private void joinBrowser(SessionParts made) throws InterruptedException {
    HostThread browser = browserThread;
    if (browser != null && !browser.join(BROWSER_END_DEADLINE)) {
      made.browser().kill();
      browser.stop();
      boolean _ = browser.join(BROWSER_END_DEADLINE);
    }
  }

  private boolean holds() {
    return lease.isHeldAt(nanoTime.getAsLong());
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  // The end goes on whatever becomes of one step. An interrupt is kept for the steps that wait.
  private void guarded(String what, Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | SdkException e) {
      log.atWarn()
          .addKeyValue("sessionId", id())
          .addKeyValue("step", what)
          .setCause(e)
          .log("session.end.step_failed");
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("sessionId", id())
          .addKeyValue("step", what)
          .setCause(e)
          .log("session.end.step_failed");
    }
  }

  private void ended(End how) {
    event("session.ended_here").addKeyValue("how", how).log();
    onEnd.accept(this, how);
  }

  private org.slf4j.spi.LoggingEventBuilder event(String name) {
    return log.atInfo()
        .addKeyValue("sessionId", id())
        .addKeyValue("token", lease.token())
        .setMessage(name);
  }
}
