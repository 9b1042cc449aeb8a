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
 * Keeps a page whose profile may have gone back from being used before it has dropped its Signal
 * sessions and own sender keys. What it sends from an older state re-uses counters that its peers
 * have seen; they drop that without a word, while WhatsApp's server acknowledges it.
 *
 * <p>Until then the page counts as not usable: the gate holds commands, and nobody is told that the
 * session is connected. The page drops them in WhatsApp's database once it is connected, because
 * all groups are known then, and is loaded anew, because WhatsApp has them in memory too. Whatever
 * document comes before that is asked again. A browser that dies before it is done ended without
 * writing everything, so the next one begins here as well: nothing of this has to be stored.
 *
 * <p>One for each browser. Thread-safe.
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
    /** The document at hand, or the next one, is to drop them. */
    WANTED,
    /** They are dropped; the next document does not know them any more. */
    DROPPED,
    DONE
  }

  /** Asks the page to drop them; see {@code Bridge.dropSignalSessions}. */
  interface Page {
    Optional<List<String>> drop() throws InterruptedException;

    /** Loads it anew. */
    void load() throws IOException;
  }

  /**
   * @param session for the log
   * @param isLastState whether the profile cannot have gone back: there is nothing to do
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onConnected runs when {@link #attempt} should be called, and the page should be told
   *     whether it may be used. Must not wait
   */
  SignalReset(String session, boolean isLastState, LongSupplier nanoTime, Runnable onConnected) {
    this.session = session;
    this.nanoTime = nanoTime;
    this.onConnected = onConnected;
    this.step = isLastState ? Step.DONE : Step.WANTED;
    this.notBefore = nanoTime.getAsLong();
  }

  /** Whether there is something left to do. */
  synchronized boolean isPending() {
    return step != Step.DONE;
  }

  /** What is to be believed of what the page says. In the order in which it is said. */
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

  /** What is to be believed of its answer that it lives. */
  synchronized Pulse answered(Pulse pulse) {
    return new Pulse(held(pulse.state()), pulse.lastEventAt());
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

  /** What became of an attempt. */
  enum Attempt {
    /** There was nothing to do, or the page did not answer: it is asked again. */
    NONE,
    /** They are dropped, and the page is being loaded anew. */
    LOADING,
    /** The page lacks what that needs. It is asked again later. */
    UNABLE
  }

  /**
   * Has the page drop them and be loaded anew, if that is due.
   *
   * @throws IOException when the page cannot be loaded anew
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
    // Without an answer it may only take longer: WhatsApp still takes in what the account missed.
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
