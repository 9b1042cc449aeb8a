package io.griot.host.session;

import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.PageBridge;
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
 * Keeps one session's browser running. Starts it, checks its page, replaces it when it crashes,
 * hangs or grows too large, and checkpoints its profile. {@link #run} occupies one thread; the
 * other methods may be called from any thread.
 */
final class BrowserKeeper implements BrowserControl {
  private static final Logger log = LoggerFactory.getLogger(BrowserKeeper.class);

  /** A browser that ran this long did not fail because of its start, so the backoff begins anew. */
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

  /** Failures in a row to get a profile or a browser. */
  private int notStarted;

  /** Whether a phone is linked, so that a logout would lose something. */
  private final AtomicBoolean linked;

  private final AtomicLong restartWanted;
  private final AtomicReference<@Nullable Live> live = new AtomicReference<>();
  private volatile long restarted;
  private volatile boolean closed;

  /** Whether the page deleted its data and the profile was not restored yet. */
  private boolean emptied;

  private final CheckpointSchedule checkpoints;
  private final MemoryWatch memory;

  private record Live(Browser browser, PageBridge bridge) {}

  /**
   * @param session as it was when it was taken
   * @param address of WhatsApp Web
   * @param status receives every change of the page
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
        wakeup.await(
            pause, this::isToGoOn); // The dead browser may still cause wakeups, so the condition is
        // checked.
      }
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
    if (!lease.isHeldAt(now())) {
      throw new LeaseLostException(lease);
    }
  }

  /** Runs one browser. Returns what went wrong; empty when the end was intended. */
  private Optional<Problem> runOnce() throws InterruptedException, LeaseLostException {
    // Restart requests made before this point are satisfied: this is a new browser.
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
              browser.page(), script, clock, event -> listener.accept(reset.heard(event)));
      live.set(new Live(browser, bridge));
      if (closed) {
        return Optional.empty(); // kill() came before the browser was registered and found none
      }
      status.apply(new Change.Heard(new PageEvent.Opened()));
      browser.page().open(address);
      CompletableFuture<?> exit = browser.onExit();
      var _ = exit.whenComplete((ended, failure) -> wakeup.call());
      Optional<Problem> problem = watch(browser, bridge, reset, exit, listener);
      wanted = problem.isEmpty();
      return problem;
    } finally {
      boolean isHeld = lease.isHeldAt(now());
      // A page that is not connected may be so because it cannot write.
      boolean wasUsable = status.current().said().usable();
      if (isHeld) {
        listener.ending();
      } else {
        listener.end();
      }
      live.set(null);
      if (wanted && isHeld) {
        profile.browserEnded(browser.end() && wasUsable && !reset.isPending());
      } else {
        browser.kill();
      }
      listener.end();
      if (listener.hasStorageFailed()) {
        listener.brokenBy().ifPresent(brokenStarts::broke);
        emptied = true;
        putBack();
      } else if (listener.isUp()) {
        profile.pageIsUp();
      }
    }
  }

  /** Restores the profile that the page emptied, before anything treats it as the session's. */
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
      PageBridge bridge,
      SignalReset reset,
      CompletableFuture<?> exit,
      PageListener listener)
      throws InterruptedException, IOException, LeaseLostException {
    checkpoints.begin();
    memory.begin();
    StoppedPage stopped =
        new StoppedPage(
            browser.page(),
            address,
            listener::documents,
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
      if (listener.hasStorageFailed()) {
        return Optional.of(Problem.STORAGE_FAILED);
      }
      switch (reset.attempt(asked(browser, bridge))) {
        case NONE -> {}
        case UNABLE -> status.apply(new Change.Blocked(Problem.SIGNAL_NOT_RESET));
        case LOADING -> {
          // As after a start: wait for the next document and do not ask the old one.
          status.apply(new Change.Heard(new PageEvent.Opened()));
          continue;
        }
      }
      Optional<Pulse> pulse =
          bridge.pulse(timing.pulseDeadline(), !reset.isPending()).map(reset::answered);
      status.apply(pulse.<Change>map(Change.Answered::new).orElseGet(Change.Unanswered::new));
      listener.look();
      if (listener.isUp()) {
        profile.pageIsUp();
      }
      if (pulse.filter(Pulse::storageFails).isPresent()) {
        return Optional.of(Problem.STORAGE_FAILED);
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

  private SignalReset.Page asked(Browser browser, PageBridge bridge) {
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
   * Time until the page is checked again: a heartbeat, or less if a checkpoint is due earlier.
   * Until the first checkpoint, losing this host loses the link.
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
