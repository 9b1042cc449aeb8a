package io.griot.host.session;

import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.Pulse;
import io.griot.host.browser.Browser;
import io.griot.host.lease.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks at one running browser: asks its page for a pulse, measures it, and checkpoints its
 * profile. For the browser's thread; one instance per browser.
 */
final class BrowserWatch {
  private final Live live;
  private final BrowserSetup setup;
  private final StoppedPage stopped;
  private final MemoryWatch memory;
  private final ProfileKeeper profile;
  private final PageStatusBoard status;
  private final LongSupplier nanoTime;

  /**
   * A running browser.
   *
   * @param listener receives its page's events
   * @param reset drops what a restored profile must not use again
   */
  record Live(Browser browser, PageBridge bridge, PageListener listener, SignalReset reset) {}

  /**
   * @param stopped of this browser's page
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  BrowserWatch(
      Live live,
      BrowserSetup setup,
      StoppedPage stopped,
      MemoryWatch memory,
      ProfileKeeper profile,
      PageStatusBoard status,
      LongSupplier nanoTime) {
    this.live = live;
    this.setup = setup;
    this.stopped = stopped;
    this.memory = memory;
    this.profile = profile;
    this.status = status;
    this.nanoTime = nanoTime;
  }

  /**
   * Time until the page is checked again: a heartbeat, or less if a checkpoint is due earlier.
   * Until the first checkpoint, losing this host loses the link.
   */
  Duration untilNextLook() {
    Duration heartbeat = setup.timing().heartbeat();
    Duration checkpoint = profile.untilCheckpoint();
    boolean isSooner = checkpoint.compareTo(heartbeat) < 0;
    return isSooner && status.current().said().usable() ? checkpoint : heartbeat;
  }

  /**
   * Looks once.
   *
   * @return why the browser must be replaced; empty when it may go on
   * @throws LeaseLostException when another host has the session
   */
  Optional<Problem> look() throws InterruptedException, IOException, LeaseLostException {
    if (live.listener().hasStorageFailed()) {
      return Optional.of(Problem.STORAGE_FAILED);
    }
    switch (live.reset().attempt(new SignalPage())) {
      case NONE -> {}
      case UNABLE -> status.apply(new Change.Blocked(Problem.SIGNAL_NOT_RESET));
      case LOADING -> {
        // As after a start: wait for the next document and do not ask the old one.
        status.apply(new Change.Heard(new PageEvent.Opened()));
        return Optional.empty();
      }
    }
    Optional<Problem> problem = afterPulse(pulse());
    if (problem.isEmpty()) {
      profile.checkpointIfDue(live.browser());
    }
    return problem;
  }

  private Optional<Pulse> pulse() throws InterruptedException, IOException {
    Optional<Pulse> pulse =
        live.bridge()
            .pulse(setup.timing().pulseDeadline(), !live.reset().isPending())
            .map(live.reset()::answered);
    status.apply(pulse.<Change>map(Change.Answered::new).orElseGet(Change.Unanswered::new));
    live.listener().look();
    if (live.listener().isUp()) {
      profile.pageIsUp();
    }
    return pulse;
  }

  private Optional<Problem> afterPulse(Optional<Pulse> pulse)
      throws InterruptedException, IOException, LeaseLostException {
    if (pulse.filter(Pulse::storageFails).isPresent()) {
      return Optional.of(Problem.STORAGE_FAILED);
    }
    if (isHung(status.current()) || stopped.isStuck()) {
      return Optional.of(Problem.BROWSER_HUNG);
    }
    return memory.isTooLarge(live.browser(), live.bridge())
        ? Optional.of(Problem.BROWSER_TOO_LARGE)
        : Optional.empty();
  }

  private boolean isHung(PageStatus now) {
    long silentNanos = nanoTime.getAsLong() - now.times().heardNanos();
    return silentNanos > setup.timing().patience(now.phase()).toNanos();
  }

  private final class SignalPage implements SignalReset.Page {
    @Override
    public Optional<List<String>> drop() throws InterruptedException {
      return live.bridge().dropSignalSessions(setup.timing().pulseDeadline());
    }

    @Override
    public void load() throws IOException {
      live.browser().page().open(setup.address());
    }
  }
}
