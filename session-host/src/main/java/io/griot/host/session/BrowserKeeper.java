package io.griot.host.session;

import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.Pulse;
import io.griot.host.browser.Browser;
import io.griot.host.browser.Browsers;
import io.griot.host.browser.StartLimiter;
import io.griot.host.lease.Lease;
import io.griot.host.lease.Problem;
import io.griot.host.lease.SessionRecord;
import io.griot.host.profile.Profile;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
 * Keeps one session's browser running: starts it, asks it for signs of life, replaces it when it
 * dies, hangs or grows too large, and has its profile checkpointed. {@link #run} is the life of one
 * thread; the other methods may be called by any.
 */
final class BrowserKeeper implements BrowserLife {
  private static final Logger log = LoggerFactory.getLogger(BrowserKeeper.class);

  /** A browser that ran this long did not fail because of how it was started. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private final SessionRecord session;
  private final Lease lease;
  private final Browsers browsers;
  private final BridgeScript script;
  private final URI address;
  private final BrowserTiming timing;
  private final Profile profile;
  private final PageStatusBoard status;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Wakeup wakeup = new Wakeup();
  private final Backoff backoff = new Backoff();
  private final BrokenStarts brokenStarts = new BrokenStarts();
  private final Replacements replacements = new Replacements();

  /** So many times in a row there was no profile or no browser. */
  private int notStarted;

  /** Whether a phone is linked, so that there is something to lose. */
  private final AtomicBoolean linked;

  private final AtomicLong restartWanted;
  private final AtomicReference<@Nullable Live> live = new AtomicReference<>();
  private volatile long restarted;
  private volatile boolean closed;

  /** Whether the page deleted its data and they are not put back yet. */
  private boolean emptied;

  private final CheckpointSchedule checkpoints;
  private final MemoryWatch memory;

  private record Live(Browser browser, Bridge bridge) {}

  /**
   * @param session as it was when it was taken
   * @param address of WhatsApp Web
   * @param status is told what becomes of the page
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  BrowserKeeper(
      SessionRecord session,
      Lease lease,
      Browsers browsers,
      BridgeScript script,
      URI address,
      BrowserTiming timing,
      Profile profile,
      PageStatusBoard status,
      Clock clock,
      LongSupplier nanoTime) {
    this.session = session;
    this.lease = lease;
    this.browsers = browsers;
    this.script = script;
    this.address = address;
    this.timing = timing;
    this.profile = profile;
    this.status = status;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.restartWanted = new AtomicLong(session.restarts());
    this.restarted = session.restarts();
    this.linked = new AtomicBoolean(session.linked());
    this.checkpoints =
        new CheckpointSchedule(
            timing.checkpointInterval(), session.checkpoint().isPresent(), nanoTime);
    this.memory =
        new MemoryWatch(session.id(), timing, status, wakeup, this::isToGoOn, clock, nanoTime);
  }

  @Override
  public void run() throws InterruptedException, LeaseLostException {
    while (!closed) {
      requireLease();
      long startedAt = now();
      Optional<Problem> problem = runOnce();
      status.apply(new Change.Gone(problem));
      if (problem.isPresent() && !closed) {
        if (now() - startedAt > HEALTHY.toNanos()) {
          backoff.reset();
        }
        Duration pause = backoff.next();
        log.atWarn()
            .addKeyValue("sessionId", session.id())
            .addKeyValue("problem", problem.get().text())
            .addKeyValue("againIn", pause)
            .log("browser.failed");
        wakeup.await(pause, this::isToGoOn); // its own end, and what it said last, call too
      }
    }
  }

  /** Whether nothing is waited for any more: the session ends, or a new browser is asked for. */
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

  /** Has the page looked at now, not only at the next heartbeat. Never waits. */
  void look() {
    wakeup.call();
  }

  /** The restart request that the present browser, or the next one, satisfies. */
  long restarted() {
    return restarted;
  }

  /** The page that is there now; null when there is none. */
  @Nullable Bridge bridge() {
    Live now = live.get();
    return now == null ? null : now.bridge();
  }

  @Override
  public boolean logOut(Duration deadline) throws InterruptedException {
    Bridge page = bridge();
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
    if (!lease.isHeldAt(now())) {
      throw new LeaseLostException(lease);
    }
  }

  /** Returns what went wrong; empty when the end was wanted. */
  private Optional<Problem> runOnce() throws InterruptedException, LeaseLostException {
    // Restart requests made before this point are satisfied: this will be a new browser.
    noteRestart();
    status.apply(new Change.Gone(Optional.empty()));
    Profile.Prepared prepared;
    try {
      if (emptied) {
        putBack();
      }
      prepared = profile.prepare(session);
      if (linked.get()) {
        profile.keepCopy();
      }
    } catch (IOException | SdkException e) {
      log.atWarn().addKeyValue("sessionId", session.id()).setCause(e).log("profile.not_prepared");
      return Optional.of(notStarted(Problem.PROFILE_NOT_RESTORED));
    }
    Optional<StartLimiter.Turn> turn =
        browsers.starts().await(linked.get(), () -> !closed && lease.isHeldAt(now()));
    if (turn.isEmpty()) {
      requireLease();
      return Optional.empty();
    }
    try (StartLimiter.Turn starting = turn.get()) {
      requireLease();
      profile.browserStarts();
      Browser browser = browsers.start(prepared.userData());
      notStarted = 0;
      return keep(browser, prepared.isLastState(), starting);
    } catch (IOException e) {
      log.atWarn().addKeyValue("sessionId", session.id()).setCause(e).log("browser.not_started");
      return Optional.of(notStarted(Problem.BROWSER_NOT_STARTING));
    }
  }

  /** A disk that is full or cannot be read stays so: a host with another one may take over. */
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
    PageHearing hearing =
        new PageHearing(sessionId, status, brokenStarts, linked, turn, wakeup::call, nanoTime);
    SignalReset reset = new SignalReset(sessionId, isLastState, nanoTime, wakeup::call);
    try {
      requireLease();
      Bridge bridge =
          Bridge.install(
              browser.page(), script, clock, event -> hearing.accept(reset.heard(event)));
      live.set(new Live(browser, bridge));
      if (closed) {
        return Optional.empty(); // killed while it was starting: kill() found no browser
      }
      status.apply(new Change.Heard(new PageEvent.Opened()));
      browser.page().open(address);
      CompletableFuture<?> exit = browser.onExit();
      var _ = exit.whenComplete((ended, failure) -> wakeup.call());
      Optional<Problem> problem = watch(browser, bridge, reset, exit, hearing);
      wanted = problem.isEmpty();
      return problem;
    } finally {
      boolean isHeld = lease.isHeldAt(now());
      if (isHeld) {
        hearing.ending();
      } else {
        hearing.end();
      }
      live.set(null);
      if (wanted && isHeld) {
        profile.browserEnded(browser.end() && !reset.isPending());
      } else {
        browser.kill();
      }
      hearing.end();
      if (hearing.hasStorageFailed()) {
        hearing.brokenBy().ifPresent(brokenStarts::broke);
        emptied = true;
        putBack();
      } else if (hearing.isUp()) {
        profile.pageIsUp();
      }
    }
  }

  /** Before anybody takes the emptied profile for the session's. */
  private void putBack() throws IOException {
    if (brokenStarts.isCopyDoubtful()) {
      profile.dropCopy();
    }
    boolean done = profile.putBack(session);
    emptied = false;
    log.atWarn()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("done", done)
        .log("profile.put_back");
    if (!done) {
      linked.set(false);
      status.apply(new Change.Heard(new LoggedOut("no_copy", LoggedOut.Cause.STORAGE)));
    } else if (brokenStarts.isOver()) {
      throw new HostFailsSessionException(session.id(), "the page cannot open its storage");
    }
  }

  private Optional<Problem> watch(
      Browser browser,
      Bridge bridge,
      SignalReset reset,
      CompletableFuture<?> exit,
      PageHearing hearing)
      throws InterruptedException, IOException, LeaseLostException {
    checkpoints.begin();
    memory.begin();
    StoppedPage stopped =
        new StoppedPage(
            browser.page(),
            address,
            hearing::documents,
            status,
            replacements,
            lease,
            timing.startDeadline(),
            nanoTime);
    while (true) {
      wakeup.await(untilNextLook());
      requireLease();
      if (isToGoOn()) {
        return Optional.empty();
      }
      if (exit.isDone()) {
        return Optional.of(Problem.BROWSER_CRASHED);
      }
      if (hearing.hasStorageFailed()) {
        return Optional.of(Problem.STORAGE_FAILED);
      }
      switch (reset.attempt(asked(browser, bridge))) {
        case NONE -> {}
        case UNABLE -> status.apply(new Change.Held(Problem.SIGNAL_NOT_RESET));
        case LOADING -> {
          // As at its start: the next document is waited for, and the old one is not asked any
          // more.
          status.apply(new Change.Heard(new PageEvent.Opened()));
          continue;
        }
      }
      Optional<Pulse> pulse =
          bridge.pulse(timing.pulseDeadline(), !reset.isPending()).map(reset::answered);
      status.apply(pulse.<Change>map(Change.Answered::new).orElseGet(Change.Unanswered::new));
      hearing.look();
      if (hearing.isUp()) {
        profile.pageIsUp();
      }
      if (isHung(status.current()) || stopped.isStuck()) {
        return Optional.of(Problem.BROWSER_HUNG);
      }
      if (memory.isTooLarge(browser, bridge)) {
        return Optional.of(Problem.BROWSER_TOO_LARGE);
      }
      checkpointIfDue(browser);
    }
  }

  private SignalReset.Page asked(Browser browser, Bridge bridge) {
    return new SignalReset.Page() {
      @Override
      public Optional<List<String>> drop() throws InterruptedException {
        return bridge.dropSignalSessions(timing.pulseDeadline());
      }

      @Override
      public void load() throws IOException {
        browser.page().open(address);
      }
    };
  }

  /**
   * A heartbeat, or less when a checkpoint is due before: until the first one a link can be lost.
   */
  private Duration untilNextLook() {
    Duration checkpoint = checkpoints.untilDue();
    boolean isSooner = checkpoint.compareTo(timing.heartbeat()) < 0;
    return isSooner && status.current().said().usable() ? checkpoint : timing.heartbeat();
  }

  private boolean isHung(PageStatus now) {
    return now() - now.times().heardNanos() > timing.patience(now.phase()).toNanos();
  }

  private void checkpointIfDue(Browser browser) throws InterruptedException, LeaseLostException {
    PageStatus now = status.current();
    if (!now.said().usable()) {
      if (now.isSpeaking() && !now.said().authenticated()) {
        checkpoints.unlinked();
      }
      return;
    }
    if (!checkpoints.isDue()) {
      return;
    }
    try {
      if (!profile.checkpoint(Optional.of(browser.processes()))) {
        throw new LeaseLostException(lease);
      }
    } catch (IOException | SdkException e) {
      checkpoints.failed();
      log.atWarn().addKeyValue("sessionId", session.id()).setCause(e).log("checkpoint.failed");
    }
  }

  private long now() {
    return nanoTime.getAsLong();
  }
}
