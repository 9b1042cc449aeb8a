package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.host.bridge.Bridge;
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
 * Looks now and then at what a session's browser takes of memory, and has an idle page that grew
 * loaded anew. One thread.
 */
final class MemoryWatch {
  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);

  /** Within which a command that has passed the gate is called, so that it is seen. */
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
   * @param isToGoOn whether nothing of this browser is waited for any more
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

  /** A new browser: it is looked at when it has run for a while. */
  void begin() {
    lookedAt = nanoTime.getAsLong();
  }

  /** Returns whether the browser takes so much that it must be replaced. Looks when it is due. */
  boolean isTooLarge(Browser browser, Bridge bridge) throws InterruptedException, IOException {
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

  /** A page that shows a code is left alone: somebody may be about to scan it. */
  private boolean isReloadDue(Bridge bridge, long bytes) {
    return status.current().said().usable()
        && timing.reload().isDue(bytes, bridge.idleFor(), reloadedAt, clock.instant());
  }

  /**
   * Loads the page anew, unless a command turns up. The gate is shut first: one that had passed it
   * is called meanwhile.
   */
  private void reload(Bridge bridge, long bytes) throws InterruptedException {
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
