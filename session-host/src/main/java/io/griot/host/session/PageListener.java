package io.griot.host.session;

import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.StartLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the events of one browser's page on to the session's status. A page that deleted its data
 * although the account is linked is ignored from then on. Thread-safe; events are delivered by one
 * thread at a time.
 */
final class PageListener implements Consumer<PageEvent> {
  /** A page that is not usable after this time gives its start slot to others. */
  static final Duration START_TURN = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(PageListener.class);

  private final String sessionId;
  private final PageStatusBoard status;
  private final BrokenStarts brokenStarts;
  private final AtomicBoolean linked;
  private final StartLimiter.Turn turn;
  private final Runnable onNews;
  private final LongSupplier nanoTime;
  private final long turnEndsAt;

  /**
   * Whether a phone was linked before the browser started. While a phone is being linked, the page
   * shows QR codes too.
   */
  private final boolean wasLinked;

  private final AtomicInteger documents = new AtomicInteger();
  private volatile boolean ending;
  private volatile boolean over;
  private volatile boolean up;
  private volatile Optional<LoggedOut.Cause> broken = Optional.empty();

  /**
   * @param sessionId for the log
   * @param linked whether a phone is linked; kept up to date
   * @param turn the start slot, closed when the page has started
   * @param onNews makes the page be checked now. Must not block
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  PageListener(
      String sessionId,
      PageStatusBoard status,
      BrokenStarts brokenStarts,
      AtomicBoolean linked,
      StartLimiter.Turn turn,
      Runnable onNews,
      LongSupplier nanoTime) {
    this.sessionId = sessionId;
    this.status = status;
    this.brokenStarts = brokenStarts;
    this.linked = linked;
    this.turn = turn;
    this.onNews = onNews;
    this.nanoTime = nanoTime;
    this.wasLinked = linked.get();
    this.turnEndsAt = nanoTime.getAsLong() + START_TURN.toNanos();
  }

  @Override
  public void accept(PageEvent event) {
    // Late events of a browser that has ended are ignored.
    if (over || broken.isPresent() || (ending && !(event instanceof PageEvent.Happened))) {
      return;
    }
    broken = linked.get() ? brokenBy(event) : Optional.empty();
    if (broken.isPresent()) {
      status.apply(new Change.StorageFailed());
      onNews.run();
      return;
    }
    if (event instanceof PageEvent.ProblemReported(String what)) {
      log.atWarn()
          .addKeyValue("sessionId", sessionId)
          .addKeyValue("problem", what)
          .log("page.in_trouble");
    }
    if (event instanceof PageEvent.Opened) {
      documents.incrementAndGet();
    }
    if (event instanceof LoggedOut) {
      linked.set(false);
    }
    status.apply(new Change.Heard(event));
    look();
    if (event instanceof PageEvent.StateChanged && status.current().said().stopped()) {
      onNews.run();
    }
  }

  /** A logout that the account was not told of, or a QR code in a profile that was linked. */
  private Optional<LoggedOut.Cause> brokenBy(PageEvent event) {
    Optional<LoggedOut.Cause> cause =
        switch (event) {
          case LoggedOut(String _, LoggedOut.Cause said) -> Optional.of(said);
          case PageEvent.QrChanged(Optional<String> text) when text.isPresent() && wasLinked ->
              Optional.of(LoggedOut.Cause.UNKNOWN);
          default -> Optional.empty();
        };
    return cause.filter(it -> brokenStarts.isBroken(it, up));
  }

  /** Updates the state from the status. Must be called after every other change of the status. */
  void look() {
    PageStatus now = status.current();
    if (now.said().authenticated()) {
      linked.set(true);
    }
    if (now.said().usable()) {
      up = true;
      brokenStarts.up();
    }
    if (now.standing() != PageStatus.Standing.COMING || nanoTime.getAsLong() - turnEndsAt > 0) {
      turn.close();
    }
  }

  /** The number of documents that the page has had. */
  int documents() {
    return documents.get();
  }

  /** Whether the page was usable since the browser started. */
  boolean isUp() {
    return up;
  }

  /** Whether the page deleted its data although the account is linked. */
  boolean hasStorageFailed() {
    return broken.isPresent();
  }

  /** The cause that the page named for {@link #hasStorageFailed}. */
  Optional<LoggedOut.Cause> brokenBy() {
    return broken;
  }

  /**
   * The browser begins to end. Its page's connection does not count any more. Events of the account
   * still count until it has ended, because WhatsApp does not report them again.
   */
  void ending() {
    ending = true;
    turn.close();
  }

  /** The browser has ended, or the session is another host's; later events are ignored. */
  void end() {
    over = true;
    turn.close();
  }
}
