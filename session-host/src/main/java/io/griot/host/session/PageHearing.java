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
 * Hears what one browser's page says, from its start to its end, and passes it on to the session's
 * status. A page that lost its data although the account is linked is heard no more. Thread-safe;
 * events are told by one thread at a time.
 */
final class PageHearing implements Consumer<PageEvent> {
  /** A page that is not up after so long does not keep others from starting. */
  static final Duration START_TURN = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(PageHearing.class);

  private final String sessionId;
  private final PageStatusBoard status;
  private final BrokenStarts brokenStarts;
  private final AtomicBoolean linked;
  private final StartLimiter.Turn turn;
  private final Runnable onNews;
  private final LongSupplier nanoTime;
  private final long turnEndsAt;

  /** Before the browser started: pairing itself shows codes until it is done. */
  private final boolean wasLinked;

  private final AtomicInteger documents = new AtomicInteger();
  private volatile boolean over;
  private volatile boolean up;
  private volatile Optional<LoggedOut.Cause> broken = Optional.empty();

  /**
   * @param sessionId for the log
   * @param linked whether a phone is linked; kept up to date
   * @param turn is closed when the page is up
   * @param onNews has the browser looked at now, because its page needs something. Must not wait
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  PageHearing(
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
    // What comes late, from a browser that is no more, is not heard.
    if (over || broken.isPresent()) {
      return;
    }
    broken = linked.get() ? brokenBy(event) : Optional.empty();
    if (broken.isPresent()) {
      status.apply(new Change.StorageFailed());
      onNews.run();
      return;
    }
    if (event instanceof PageEvent.InTrouble(String what)) {
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

  /** A logout that the account knows nothing of, or a code to link what is linked. */
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

  /** To be called after every other change of the status. */
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

  /** How many documents the page has had. */
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

  /** What it said of {@link #hasStorageFailed}. */
  Optional<LoggedOut.Cause> brokenBy() {
    return broken;
  }

  /** The browser ends: nothing is heard of it any more. */
  void end() {
    over = true;
    turn.close();
  }
}
