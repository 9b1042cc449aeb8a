package io.griot.host.session;

import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.Browser;
import io.griot.host.browser.StartLimiter;
import io.griot.host.lease.LeaseCheck;
import io.griot.host.lease.Problem;
import io.griot.host.lease.SessionRecord;
import io.griot.host.profile.Profile;
import io.griot.host.session.BrowserWatch.Live;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps one session's browser running. Starts it, checks its page, replaces it when it crashes,
 * hangs or grows too large, and checkpoints its profile. {@link #run} occupies one thread; the
 * other methods may be called from any thread.
 */
final class BrowserKeeper implements BrowserControl {
  private static final Logger log = LoggerFactory.getLogger(BrowserKeeper.class);

  /** A browser that ran this long did not fail because of its start, so the backoff begins anew. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private final SessionRecord session;
  private final LeaseCheck lease;
  private final BrowserSetup setup;
  private final ProfileKeeper profile;
  private final PageStatusBoard status;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Wakeup wakeup = new Wakeup();
  private final Backoff backoff = new Backoff();
  private final BrokenStarts brokenStarts = new BrokenStarts();
  private final Replacements replacements = new Replacements();

  /** Failures in a row to get a profile or a browser. */
  private int notStarted;

  /** Whether a phone is linked, so that a logout would lose something. */
  private final AtomicBoolean linked;

  private final AtomicLong restartWanted;
  private final AtomicReference<@Nullable Live> live = new AtomicReference<>();
  private volatile long restarted;
  private volatile boolean closed;

  private final MemoryWatch memory;

  /**
   * @param session as it was when it was taken
   * @param status receives every change of the page
   * @param clock the host's, for the time of day
   */
  BrowserKeeper(
      SessionRecord session,
      LeaseCheck lease,
      BrowserSetup setup,
      Profile profile,
      PageStatusBoard status,
      Clock clock) {
    this.session = session;
    this.lease = lease;
    this.setup = setup;
    this.status = status;
    this.clock = clock;
    this.nanoTime = lease.nanoTime();
    this.restartWanted = new AtomicLong(session.restarts());
    this.restarted = session.restarts();
    this.linked = new AtomicBoolean(session.linked());
    BrowserTiming timing = setup.timing();
    CheckpointSchedule checkpoints =
        new CheckpointSchedule(
            timing.checkpointInterval(), session.checkpoint().isPresent(), nanoTime);
    this.profile =
        new ProfileKeeper(session, profile, status, brokenStarts, linked, checkpoints, lease);
    this.memory =
        new MemoryWatch(session.id(), timing, status, wakeup, this::isToGoOn, clock, nanoTime);
  }

  @Override
  public void run() throws InterruptedException, LeaseLostException {
    while (!closed) {
      requireLease();
      awaitDecision();
      if (closed) {
        return;
      }
      long startedAt = now();
      Optional<Problem> problem = runOnce();
      status.apply(new Change.Gone(problem));
      if (problem.isPresent() && !closed && !status.current().isReplaced()) {
        if (now() - startedAt > HEALTHY.toNanos()) {
          backoff.reset();
        }
        Duration pause = backoff.next();
        log.atWarn()
            .addKeyValue("sessionId", session.id())
            .addKeyValue("problem", problem.get().text())
            .addKeyValue("againIn", pause)
            .log("browser.failed");
        // The dead browser may still cause wakeups, so the condition is checked.
        wakeup.await(pause, this::isToGoOn);
      }
    }
  }

  /**
   * Waits while another login has the connection, also when an earlier host saw that: a browser
   * would take it back. Until somebody decides, there is none.
   */
  private void awaitDecision() throws InterruptedException, LeaseLostException {
    while (status.current().isReplaced() && !isToGoOn()) {
      status.apply(new Change.Replaced());
      wakeup.await(setup.timing().heartbeat(), this::isToGoOn);
      requireLease();
    }
  }

  /** Whether waiting is over: the session ends, or a new browser is requested. */
  private boolean isToGoOn() {
    return closed || restartWanted.get() > restarted;
  }

  private void noteRestart() {
    long now = restartWanted.get();
    if (now > restarted) {
      replacements.forget();
    }
    restarted = now;
  }

  @Override
  public void restart(long number) {
    long before = restartWanted.getAndAccumulate(number, Math::max);
    if (before < number) {
      wakeup.call();
    }
  }

  /** Checks the page now instead of at the next heartbeat. Returns at once. */
  void look() {
    wakeup.call();
  }

  /** The number of the last restart request that the current or next browser satisfies. */
  long restarted() {
    return restarted;
  }

  /** The current page; null when there is none. */
  @Nullable PageBridge bridge() {
    Live now = live.get();
    return now == null ? null : now.bridge();
  }

  @Override
  public boolean logOut(Duration deadline) throws InterruptedException {
    PageBridge page = bridge();
    return page != null && page.logOut(deadline);
  }

  @Override
  public void close() {
    closed = true;
    wakeup.call();
  }

  @Override
  public void kill() {
    closed = true;
    Live now = live.get();
    if (now != null) {
      now.browser().kill();
    }
    wakeup.call();
  }

  private void requireLease() throws LeaseLostException {
    if (!lease.isHeld()) {
      throw new LeaseLostException(lease.lease());
    }
  }

  /** Runs one browser. Returns what went wrong; empty when the end was intended. */
  private Optional<Problem> runOnce() throws InterruptedException, LeaseLostException {
    // Restart requests made before this point are satisfied: this is a new browser.
    noteRestart();
    status.apply(new Change.Begins());
    Profile.Prepared prepared;
    try {
      prepared = profile.prepare();
    } catch (IOException | SdkException e) {
      log.atWarn().addKeyValue("sessionId", session.id()).setCause(e).log("profile.not_prepared");
      return Optional.of(notStarted(Problem.PROFILE_NOT_RESTORED));
    }
    Optional<StartLimiter.Turn> turn =
        setup.browsers().starts().await(linked.get(), () -> !closed && lease.isHeld());
    if (turn.isEmpty()) {
      requireLease();
      return Optional.empty();
    }
    try (StartLimiter.Turn starting = turn.get()) {
      requireLease();
      profile.browserStarts();
      Browser browser = setup.browsers().start(prepared.userData());
      notStarted = 0;
      return keep(browser, prepared.isLastState(), starting);
    } catch (IOException e) {
      log.atWarn().addKeyValue("sessionId", session.id()).setCause(e).log("browser.not_started");
      return Optional.of(notStarted(Problem.BROWSER_NOT_STARTING));
    }
  }

  /**
   * A full or unreadable disk does not mend itself. After several failures the session is given to
   * another host.
   */
  private Problem notStarted(Problem problem) {
    if (++notStarted == BrokenStarts.MOST) {
      status.apply(new Change.Gone(Optional.of(problem)));
      throw new HostFailsSessionException(session.id(), problem.text());
    }
    return problem;
  }

  private Optional<Problem> keep(Browser browser, boolean isLastState, StartLimiter.Turn turn)
      throws IOException, InterruptedException, LeaseLostException {
    boolean wanted = false;
    String sessionId = session.id().value();
    PageListener listener =
        new PageListener(sessionId, status, brokenStarts, linked, turn, wakeup::call, nanoTime);
    SignalReset reset = new SignalReset(sessionId, isLastState, nanoTime, wakeup::call);
    try {
      requireLease();
      PageBridge bridge =
          PageBridge.install(
              browser.page(), setup.script(), clock, event -> listener.accept(reset.heard(event)));
      Live started = new Live(browser, bridge, listener, reset);
      live.set(started);
      if (closed) {
        return Optional.empty(); // kill() came before the browser was registered and found none
      }
      status.apply(new Change.Heard(new PageEvent.Opened()));
      browser.page().open(setup.address());
      Optional<Problem> problem = watch(started);
      wanted = problem.isEmpty();
      return problem;
    } finally {
      end(browser, listener, reset, wanted);
    }
  }

  /**
   * Ends the browser, in order when that is wanted, and leaves the profile as the next one may find
   * it.
   */
  private void end(Browser browser, PageListener listener, SignalReset reset, boolean wanted)
      throws IOException, InterruptedException {
    boolean isHeld = lease.isHeld();
    // A page that is not connected may be so because it cannot write.
    boolean wasUsable = status.current().said().usable();
    if (isHeld) {
      listener.ending();
    } else {
      listener.end();
    }
    live.set(null);
    boolean inOrder = wanted && isHeld;
    boolean isLastState = false;
    try {
      if (inOrder) {
        isLastState = browser.end() && wasUsable && !reset.isPending();
      } else {
        browser.kill();
      }
    } finally {
      listener.end();
      profile.endCheckpoint();
    }
    if (inOrder) {
      profile.browserEnded(isLastState);
    }
    if (listener.hasStorageFailed()) {
      profile.storageFailed(listener.brokenBy());
    } else if (listener.isUp()) {
      profile.pageIsUp();
    }
  }

  /** Watches the browser until its end is wanted, or it must be replaced. */
  private Optional<Problem> watch(Live running)
      throws InterruptedException, IOException, LeaseLostException {
    CompletableFuture<?> exit = running.browser().onExit();
    var _ = exit.whenComplete((ended, failure) -> wakeup.call());
    profile.begin();
    memory.begin();
    BrowserWatch watch =
        new BrowserWatch(running, setup, stopped(running), memory, profile, status, nanoTime);
    while (true) {
      wakeup.await(watch.untilNextLook());
      requireLease();
      if (isToGoOn()) {
        return Optional.empty();
      }
      if (exit.isDone()) {
        return Optional.of(Problem.BROWSER_CRASHED);
      }
      Optional<Problem> problem = watch.look();
      if (problem.isPresent()) {
        return problem;
      }
    }
  }

  private StoppedPage stopped(Live running) {
    return new StoppedPage(
        running.browser().page(),
        setup.address(),
        running.listener()::documents,
        status,
        replacements,
        lease.lease(),
        setup.timing().startDeadline(),
        nanoTime);
  }

  private long now() {
    return nanoTime.getAsLong();
  }
}
