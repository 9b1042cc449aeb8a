package io.griot.host.session;

import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.Pulse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a page from being used while its Signal sessions and own sender keys may be outdated. A
 * profile that was restored from an older state re-uses counters that its peers have seen. The
 * peers drop such messages silently, although WhatsApp's server acknowledges them.
 *
 * <p>Until the keys are dropped, the page counts as not usable: the gate holds commands, and the
 * session is not reported as connected. The page drops them in WhatsApp's database once it is
 * connected, because all groups are known then. It is reloaded afterwards, because WhatsApp has
 * them in memory too. A document that is loaded before that is asked again. A browser that dies
 * before that leaves a profile that is not its last state, so the next browser begins here as well;
 * nothing has to be stored.
 *
 * <p>One instance per browser. Thread-safe.
 */
final class SignalReset {
  private static final Logger log = LoggerFactory.getLogger(SignalReset.class);

  private final String session;
  private final LongSupplier nanoTime;
  private final Runnable onConnected;
  private final Backoff backoff = new Backoff();
  private Step step;
  private boolean isConnected;
  private long notBefore;

  private enum Step {
    /** The current or next document must drop them. */
    WANTED,
    /** They are dropped. The next document does not load them any more. */
    DROPPED,
    DONE
  }

  /** The page that drops them; see {@code dropSignalSessions} of the bridge. */
  interface Page {
    Optional<List<String>> drop() throws InterruptedException;

    /** Reloads the page. */
    void load() throws IOException;
  }

  /**
   * @param session for the log
   * @param isLastState whether the profile is the session's last state, so that there is nothing to
   *     do
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onConnected runs when {@link #attempt} should be called and the page be told whether it
   *     may be used. Must not block
   */
  SignalReset(String session, boolean isLastState, LongSupplier nanoTime, Runnable onConnected) {
    this.session = session;
    this.nanoTime = nanoTime;
    this.onConnected = onConnected;
    this.step = isLastState ? Step.DONE : Step.WANTED;
    this.notBefore = nanoTime.getAsLong();
  }

  /** Whether the keys still have to be dropped. */
  synchronized boolean isPending() {
    return step != Step.DONE;
  }

  /**
   * Filters an event of the page: it does not count as usable while the reset is pending. Called in
   * the order of the events.
   */
  synchronized PageEvent heard(PageEvent event) {
    return switch (event) {
      case PageEvent.Opened opened -> {
        isConnected = false;
        step = step == Step.DROPPED ? Step.DONE : step;
        yield opened;
      }
      case PageEvent.StateChanged(PageState now) -> new PageEvent.StateChanged(held(now));
      default -> event;
    };
  }

  /** Filters an answer of the page in the same way. */
  synchronized Pulse answered(Pulse pulse) {
    return new Pulse(held(pulse.state()), pulse.lastEventAt(), pulse.storageFails());
  }

  private PageState held(PageState now) {
    boolean wasConnected = isConnected;
    isConnected = now.usable();
    if (isConnected && !wasConnected) {
      onConnected.run();
    }
    return step == Step.DONE ? now : now.unusable();
  }

  private synchronized boolean isDue() {
    return step == Step.WANTED && isConnected && nanoTime.getAsLong() - notBefore >= 0;
  }

  /** The result of an attempt. */
  enum Attempt {
    /** There was nothing to do, or the page did not answer and is asked again. */
    NONE,
    /** The keys are dropped, and the page is being reloaded. */
    LOADING,
    /** The page lacks a module that this needs. It is asked again later. */
    UNABLE
  }

  /**
   * Drops the keys and reloads the page, if that is due. Blocks for the page's answer.
   *
   * @throws IOException when the page cannot be reloaded
   */
  Attempt attempt(Page page) throws InterruptedException, IOException {
    if (!isDue()) {
      return Attempt.NONE;
    }
    Optional<List<String>> missing = page.drop();
    if (missing.filter(List::isEmpty).isPresent()) {
      dropped();
      page.load();
      log.atInfo().addKeyValue("sessionId", session).log("signal.reset");
      return Attempt.LOADING;
    }
    later();
    // A missing answer may only be late: WhatsApp is still processing what the account missed.
    (missing.isPresent() ? log.atError() : log.atWarn())
        .addKeyValue("sessionId", session)
        .addKeyValue("missing", missing.orElse(List.of()))
        .log("signal.not_reset");
    return missing.isEmpty() ? Attempt.NONE : Attempt.UNABLE;
  }

  private synchronized void dropped() {
    step = Step.DROPPED;
  }

  private synchronized void later() {
    notBefore = nanoTime.getAsLong() + backoff.next().toNanos();
  }
}
