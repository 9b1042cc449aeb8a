package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.Browser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the memory of a session's browser at intervals, and reloads an idle page that grew. For
 * one thread.
 */
final class MemoryWatch {
  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);

  /**
   * Time for commands that have passed the gate to reach the page, so that they are seen before a
   * reload.
   */
  private static final Duration BEFORE_RELOAD = Duration.ofSeconds(1);

  private final SessionId session;
  private final BrowserTiming timing;
  private final PageStatusBoard status;
  private final Wakeup wakeup;
  private final BooleanSupplier isToGoOn;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private long lookedAt;
  private Optional<Instant> reloadedAt = Optional.empty();

  /**
   * @param isToGoOn whether waiting for this browser is over
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  MemoryWatch(
      SessionId session,
      BrowserTiming timing,
      PageStatusBoard status,
      Wakeup wakeup,
      BooleanSupplier isToGoOn,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.session = session;
    this.timing = timing;
    this.status = status;
    this.wakeup = wakeup;
    this.isToGoOn = isToGoOn;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Starts the interval anew for a new browser. */
  void begin() {
    lookedAt = nanoTime.getAsLong();
  }

  /** Measures if it is due. Returns whether the browser must be replaced. */
  boolean isTooLarge(Browser browser, PageBridge bridge) throws InterruptedException, IOException {
    if (nanoTime.getAsLong() - lookedAt < timing.memoryInterval().toNanos()) {
      return false;
    }
    lookedAt = nanoTime.getAsLong();
    long bytes = browser.processes().memoryBytes();
    if (bytes > timing.maxMemoryBytes()) {
      return true;
    }
    if (isReloadDue(bridge, bytes)) {
      reload(bridge, bytes);
    }
    return false;
  }

  /** A page that shows a QR code is left alone: somebody may be about to scan it. */
  private boolean isReloadDue(PageBridge bridge, long bytes) {
    return status.current().said().usable()
        && timing.reload().isDue(bytes, bridge.idleFor(), reloadedAt, clock.instant());
  }

  /**
   * Reloads the page, unless a command arrives. The gate is closed first; a command that had passed
   * it reaches the page meanwhile.
   */
  private void reload(PageBridge bridge, long bytes) throws InterruptedException {
    status.apply(new Change.Unanswered());
    wakeup.await(BEFORE_RELOAD, isToGoOn);
    if (status.current().isSpeaking() || !timing.reload().isIdle(bridge.idleFor())) {
      return; // the next pulse opens the gate again
    }
    reloadedAt = Optional.of(clock.instant());
    log.atInfo()
        .addKeyValue("sessionId", session)
        .addKeyValue("memoryBytes", bytes)
        .log("page.reloaded");
    status.apply(new Change.Heard(new PageEvent.Opened()));
    bridge.reload();
  }
}
