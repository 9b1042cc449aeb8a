package io.griot.host.session;

import io.griot.contract.Operation;
import io.griot.contract.SessionId;
import io.griot.host.bridge.PageStatus;
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
 * {@link End}. Its own thread starts and ends it. Any thread may request an end. The first request
 * is carried out, but a lost lease overrides all others at once. Thread-safe.
 *
 * <p>An end never throws. It stops the commands, closes the gate, and closes the browser; a failed
 * step does not stop the next. When the lease is lost, the browser is killed first and nothing is
 * written.
 */
final class RunningSession {
  private static final Logger log = LoggerFactory.getLogger(RunningSession.class);

  /**
   * Longer than the page may take. A device that stays linked counts towards the phone's limit of
   * four.
   */
  private static final Duration LOG_OUT_DEADLINE = Duration.ofSeconds(30);

  /** On a busy host, a page needs half a minute to connect. */
  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(45);

  private static final SessionGate.Demand CONNECTED =
      SessionGate.Demand.of(Operation.Requires.CONNECTED);

  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RECORD_DEADLINE = Duration.ofSeconds(10);
  private static final Duration BROWSER_END_DEADLINE = Duration.ofSeconds(20);

  /** The ways in which a session ends on this host. */
  enum End {
    /** Released for another host. */
    GIVEN_BACK,
    /** Stopped on request: link, profile and queue are kept. */
    STOPPED,
    /** Put to sleep: the profile's last state is stored, and no host has it. */
    PARKED,
    /** Terminated on request: the device is logged out and everything is deleted. */
    ENDED,
    /** A part failed. The session is released and taken again, here or elsewhere. */
    FAILED,
    /** The lease is lost or about to be. */
    LOST
  }

  /** Builds a session's parts. May make AWS requests. */
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
  private final AtomicBoolean suspended;
  private final AtomicReference<Optional<Duration>> parksAfter;

  /** The time until which the session's time was counted, on the monotonic clock. */
  private final AtomicLong countedUntil;

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
    this.suspended = new AtomicBoolean(session.suspended());
    this.parksAfter = new AtomicReference<>(session.parksAfter());
    this.countedUntil = new AtomicLong(nanoTime.getAsLong());
    // Its steps are guarded one by one, so a failure here is an error of the JVM.
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

  /** Counts the time that the session was here since the last count. */
  void countTime(SessionTimes times) {
    long now = nanoTime.getAsLong();
    long time = now - countedUntil.getAndSet(now);
    if (time > 0) {
      times.ran(session.customer(), session.environment(), Duration.ofNanos(time));
    }
  }

  /** Requests an end. Returns at once. */
  void end(End how) {
    if (how == End.LOST) {
      lost();
    } else if (end.compareAndSet(null, how)) {
      asked.countDown();
    }
  }

  /** The requested end; empty while the session runs. */
  Optional<End> ending() {
    return Optional.ofNullable(end.get());
  }

  /** Replaces the browser by a new one, unless this request was satisfied already. */
  void restart(long number) {
    long before = restarts.getAndAccumulate(number, Math::max);
    SessionParts made = parts.get();
    if (before < number && made != null) {
      made.browser().restart(number);
    }
  }

  /**
   * Sets whether commands that change something wait, because the customer's subscription is
   * suspended.
   */
  void suspend(boolean is) {
    suspended.set(is);
    SessionParts made = parts.get();
    if (made != null) {
      made.commands().suspend(is);
    }
  }

  /** Sets how long nothing may happen before it may be parked; empty: never. */
  void parkAfter(Optional<Duration> idle) {
    parksAfter.set(idle);
  }

  /**
   * Whether it may be parked: it is linked and connected, has what arrived while it was away, and
   * nothing happened in it for as long as it says.
   */
  boolean mayPark() {
    SessionParts made = parts.get();
    Optional<Duration> idle = parksAfter.get();
    if (made == null || idle.isEmpty() || end.get() != null) {
      return false;
    }
    PageStatus status = made.status().current();
    return made.quiet().time().compareTo(idle.get()) >= 0
        && status.said().usable()
        && status.limitsKnown()
        && status.caughtUp()
        && made.linked().getAsBoolean();
  }

  /** When the page last answered, by DynamoDB's time. */
  Optional<Instant> provenAt() {
    return with(SessionParts::status).flatMap(status -> status.current().times().provenAt());
  }

  /** Whether the table may still name this host as owner, although the session has ended here. */
  boolean isLeftBehind() {
    return leftBehind;
  }

  /** The number of operations that WhatsApp's current version does not support. */
  int unavailableOperations() {
    return with(SessionParts::status)
        .map(status -> status.current().unavailable().size())
        .orElse(0);
  }

  private <T> Optional<T> with(Function<SessionParts, T> use) {
    return Optional.ofNullable(parts.get()).map(use);
  }

  /**
   * The lease is lost or about to be. The calling thread kills the browser first, so that nothing
   * more is sent.
   */
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
      made.browser().restart(restarts.get()); // the request came before there was a browser
    }
    made.commands().suspend(suspended.get()); // it may have changed before there were commands
    HostThread browser = HostThread.virtual("browser-" + id(), made.browser()::run, ends::failed);
    browserThread = browser;
    if (end.get() == End.LOST) {
      return; // end() could not kill the parts, because they did not exist yet
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
        case GIVEN_BACK, STOPPED, FAILED -> {
          close(made);
          giveBack();
        }
        case PARKED -> park(made);
      }
    } else if (how != End.LOST) {
      giveBack();
    }
    lease.revoke();
    End carriedOut = Optional.ofNullable(end.get()).orElse(how);
    // A session that could not be built counts as failed, so that it is not taken again at once.
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
  }

  /**
   * As {@link #close}. The table leaves the session parked only if its profile's last state is
   * stored. A command that came before the queue was left alone has it run again.
   */
  private void park(SessionParts made) {
    close(made);
    if (made.quiet().isDisturbed()) {
      guarded(
          "keep the session awake",
          () -> {
            boolean done = holds() && leases.keepAwake(lease, serverTime.instant());
            event("session.park_disturbed").addKeyValue("done", done).log();
          });
    }
    giveBack();
    guarded("delete the local profile", made.checkpoint()::dropLocal);
  }

  /** Does nothing when the session has ended or is another host's. */
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
    // Until WhatsApp confirms the logout, the phone may still show the device.
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
            // The supervisor removes what this leaves behind. The marker of the ended session names
            // it.
            made.cleanup().remove();
          }
        });
    giveBack();
  }

  /**
   * Unlinks this device from the account, if it is linked. Waits for a page that is starting.
   *
   * @return whether no device of this session is linked any more, as WhatsApp confirmed
   */
  private boolean logOut(SessionParts made) throws InterruptedException {
    if (!made.linked().getAsBoolean()) {
      return true;
    }
    boolean connected =
        made.gate().await(CONNECTED, CONNECT_DEADLINE).stream()
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

  // A failed step does not stop the others. After an interrupt the remaining steps do not wait, and
  // the interrupt flag stays set.
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
