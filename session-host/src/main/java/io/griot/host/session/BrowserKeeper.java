package io.griot.host.session;

import io.griot.host.bridge.Bridge;
import io.griot.host.browser.Browser;
import io.griot.host.command.OperationTraits.Need;
import io.griot.host.command.SessionGate;
import io.griot.host.event.SessionEvents;
import io.griot.host.lease.Evidence;
import io.griot.host.lease.EvidenceBoard;
import io.griot.host.lease.Problem;
import io.griot.host.lease.SessionRecord;
import io.griot.host.profile.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session's browser running: starts it, asks it for signs of life, replaces it when it
 * dies, hangs or grows too large, and has its profile checkpointed. {@link #run} is the life of one
 * thread; the other methods may be called by any.
 */
final class BrowserKeeper {
  private static final Logger log = LoggerFactory.getLogger(BrowserKeeper.class);

  /** After pairing, the page is still writing its credentials. */
  private static final Duration BEFORE_FIRST_CHECKPOINT = Duration.ofSeconds(3);

  /** A browser that ran this long did not fail because of how it was started. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private final SessionRecord session;
  private final SessionServices services;
  private final BrowserTiming timing;
  private final Profile profile;
  private final EvidenceBoard board;
  private final SessionGate gate;
  private final SessionEvents events;
  private final Wakeup wakeup = new Wakeup();
  private final Backoff backoff = new Backoff();
  private final AtomicBoolean restarting = new AtomicBoolean();
  private final AtomicReference<@Nullable Live> live = new AtomicReference<>();
  private volatile boolean closed;
  private volatile boolean wasPaired;
  private boolean checkpointed;
  private long checkpointAt;
  private long memoryAt;

  private record Live(Browser browser, Bridge bridge, PageWatch watch) {}

  /**
   * @param session as it was before this host's lease
   */
  BrowserKeeper(
      SessionRecord session,
      SessionServices services,
      Profile profile,
      EvidenceBoard board,
      SessionGate gate,
      SessionEvents events) {
    this.session = session;
    this.services = services;
    this.timing = services.browserTiming();
    this.profile = profile;
    this.board = board;
    this.gate = gate;
    this.events = events;
    this.checkpointed = session.checkpoint().isPresent();
  }

  /** Runs until closed; the browser is closed, or killed, when this returns. */
  void run() throws InterruptedException {
    while (!closed) {
      long startedAt = now();
      Optional<Problem> problem = runOnce();
      gate.unset();
      board.update(seen -> seen.withoutPage().withProblem(problem.or(seen::problem)));
      if (problem.isPresent() && !closed) {
        if (now() - startedAt > HEALTHY.toNanos()) {
          backoff.reset();
        }
        Duration pause = backoff.next();
        log.warn("session {}: {}; again in {}", session.id(), problem.get().text(), pause);
        wakeup.await(pause);
      }
    }
  }

  /**
   * Has the browser replaced by a new one on the same profile. When this returns, the board says
   * that there is no page, and nothing but a new page changes that.
   */
  void restart() {
    Live now = live.get();
    if (now != null) {
      now.watch().end(); // first: what the old page says from here on is no evidence
    }
    gate.unset();
    board.update(Evidence::withoutPage);
    restarting.set(true);
    wakeup.call();
  }

  /**
   * Whether the profile holds, or held, a paired device: otherwise there is nothing to keep. True
   * as soon as the page says so, for the end may come before the next heartbeat.
   */
  boolean wasPaired() {
    return wasPaired;
  }

  /** Has {@link #run} close the browser, so that it writes its profile, and return. */
  void close() {
    closed = true;
    wakeup.call();
  }

  /** Kills the browser at once and has {@link #run} return. */
  void kill() {
    closed = true;
    Live now = live.get();
    if (now != null) {
      now.browser().kill();
    }
    wakeup.call();
  }

  /**
   * Removes this device from the account, if there is one. A page that is only starting cannot say
   * whether there is: it gets half the deadline to connect, before the other.
   */
  void logOut(Duration deadline) throws InterruptedException {
    var _ = gate.await(Need.CONNECTED, deadline.dividedBy(2));
    Live now = live.get();
    if (now != null && now.watch().isAuthenticated()) {
      boolean done = now.bridge().logOut(deadline);
      log.info("session {}: logged out, confirmed {}", session.id(), done);
    }
  }

  /** Returns what went wrong; empty when the end was wanted. */
  private Optional<Problem> runOnce() throws InterruptedException {
    Path userData;
    try {
      userData = profile.prepare(session);
    } catch (IOException e) {
      log.warn("session {}: its profile cannot be prepared", session.id(), e);
      return Optional.of(Problem.PROFILE_NOT_RESTORED);
    }
    try {
      return keep(services.browsers().start(userData));
    } catch (IOException e) {
      log.warn("session {}: the browser cannot be started", session.id(), e);
      return Optional.of(Problem.BROWSER_NOT_STARTING);
    }
  }

  private Optional<Problem> keep(Browser browser) throws IOException, InterruptedException {
    PageWatch watch =
        new PageWatch(
            session.id(),
            board,
            gate,
            events,
            services.clock(),
            services.nanoTime(),
            () -> wasPaired = true);
    boolean wanted = false;
    try {
      Bridge bridge =
          Bridge.install(browser.page(), services.script(), services.clock(), watch::hear);
      watch.of(bridge);
      restarting.set(false); // what was asked for until now: this browser is new
      live.set(new Live(browser, bridge, watch));
      browser.page().open(address());
      CompletableFuture<?> exit = browser.onExit();
      var _ = exit.whenComplete((ended, failure) -> wakeup.call());
      Optional<Problem> problem = watch(browser, bridge, watch, exit);
      wanted = problem.isEmpty();
      return problem;
    } finally {
      watch.end();
      live.set(null);
      if (wanted) {
        browser.close();
      } else {
        browser.kill();
      }
    }
  }

  private Optional<Problem> watch(
      Browser browser, Bridge bridge, PageWatch watch, CompletableFuture<?> exit)
      throws InterruptedException, IOException {
    checkpointAt = now() + timing.checkpointInterval().toNanos();
    memoryAt = now();
    while (true) {
      wakeup.await(timing.heartbeat());
      if (closed || restarting.getAndSet(false)) {
        return Optional.empty();
      }
      if (exit.isDone()) {
        return Optional.of(Problem.BROWSER_CRASHED);
      }
      watch.pulse(bridge.pulse(timing.pulseDeadline()));
      Duration patience = watch.spoke() ? timing.hangDeadline() : timing.startDeadline();
      if (watch.silentNanos() > patience.toNanos()) {
        return Optional.of(Problem.BROWSER_HUNG);
      }
      if (isTooLarge(browser)) {
        return Optional.of(Problem.BROWSER_TOO_LARGE);
      }
      checkpointIfDue(browser, watch);
    }
  }

  private boolean isTooLarge(Browser browser) throws IOException {
    if (now() - memoryAt < timing.memoryInterval().toNanos()) {
      return false;
    }
    memoryAt = now();
    return browser.processes().memoryBytes() > timing.maxMemoryBytes();
  }

  private void checkpointIfDue(Browser browser, PageWatch watch) throws InterruptedException {
    if (!watch.isUsable()) {
      checkpointed &= watch.isAuthenticated() || !watch.spoke();
      return;
    }
    if (!checkpointed) {
      checkpointed = true;
      checkpointAt = now() + BEFORE_FIRST_CHECKPOINT.toNanos();
    }
    if (now() - checkpointAt >= 0) {
      checkpointAt = now() + timing.checkpointInterval().toNanos();
      try {
        boolean _ = profile.checkpoint(Optional.of(browser.processes()));
      } catch (IOException e) {
        log.warn("session {}: no checkpoint this time", session.id(), e);
      }
    }
  }

  private URI address() throws IOException {
    URI address = services.pages().get(session.environment());
    if (address == null) {
      throw new IOException("no page address for " + session.environment());
    }
    return address;
  }

  private long now() {
    return services.nanoTime().getAsLong();
  }
}
