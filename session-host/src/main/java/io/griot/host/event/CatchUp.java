package io.griot.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.host.bridge.PageBridge;
import io.griot.host.lease.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Recovers events that were not handed over because a page or a host died. At the beginning of a
 * lease it takes over the session's log. When a page becomes usable, and when it has caught up, it
 * is asked for its messages since the last stored events; events that are in the log already are
 * skipped. Thread-safe; the reads run in threads of their own.
 *
 * <p>A restored profile that is older than the last stored event lacks the messages in between.
 * WhatsApp does not send them again, so a {@code gap} event reports that.
 */
public final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final int TRIES = 5;

  private final SessionRecord session;
  private final SessionLog events;
  private final SentEvents repeats;
  private final BooleanSupplier isOlder;
  private final CompletableFuture<Optional<SessionLog.Recent>> before = new CompletableFuture<>();
  private volatile Set<EventId> known = Set.of();
  private volatile Optional<Instant> since = Optional.empty();
  private boolean isFirst = true;

  /**
   * @param isOlder whether the profile was restored from a state other than the session's last one;
   *     known once a page is usable
   */
  public CatchUp(
      SessionRecord session, SessionLog events, SentEvents repeats, BooleanSupplier isOlder) {
    this.session = session;
    this.events = events;
    this.repeats = repeats;
    this.isOlder = isOlder;
  }

  /** Takes over the log. Returns at once. */
  public void begin() {
    inBackground(() -> {
      Optional<SessionLog.Recent> recent = Optional.empty();
      try {
        recent = tried(events::takeOver);
        learn(recent);
      } finally {
        before.complete(recent);
      }
    });
  }

  /** Whether an event is among the last stored ones. */
  boolean knows(EventId event) {
    return known.contains(event);
  }

  /**
   * Asks a document that has become usable to report its stored messages before any newer event.
   * Called once for each document. Returns at once.
   *
   * @param onGap receives the data of the {@code gap}, at most once
   */
  void usable(PageBridge page, Consumer<ObjectNode> onGap) {
    boolean isBeginning;
    synchronized (this) {
      isBeginning = isFirst;
      isFirst = false;
    }
    inBackground(() -> {
      Optional<SessionLog.Recent> recent = before.join();
      if (isBeginning) {
        recent.flatMap(this::gap).ifPresent(onGap);
      } else {
        recent = tried(events::recent);
        learn(recent);
      }
      since = recent.map(SessionLog.Recent::since);
      page.recall(since);
    });
  }

  /**
   * Asks a document that has caught up to report the messages that it has stored since. Returns at
   * once.
   */
  void caughtUp(PageBridge page) {
    if (since.isPresent()) {
      page.recall(since);
    }
  }

  private void learn(Optional<SessionLog.Recent> recent) {
    recent.ifPresent(
        last -> known = last.events().stream().map(LoggedEvent::id).collect(Collectors.toSet()));
  }

  /**
   * The data of a {@code gap}: the page's events that are in the log but not in the restored
   * profile.
   */
  Optional<ObjectNode> gap(SessionLog.Recent recent) {
    if (!isOlder.getAsBoolean()) {
      return Optional.empty();
    }
    String ownGroup = Event.messageGroup(session.id(), Event.SESSION_GROUP);
    List<LoggedEvent> ofPage =
        recent.events().stream().filter(event -> !event.group().equals(ownGroup)).toList();
    Instant from = recent.since();
    int missing = 0;
    for (LoggedEvent event : ofPage) {
      if (repeats.isSent(event.id())) {
        from = event.at();
        missing = 0;
      } else {
        missing++;
      }
    }
    return missing == 0
        ? Optional.empty()
        : Optional.of(
            Json.MAPPER
                .createObjectNode()
                .put("from", from.getEpochSecond())
                .put("until", ofPage.getLast().at().plus(Duration.ofSeconds(1)).getEpochSecond()));
  }

  private interface Reading {
    Optional<SessionLog.Recent> read();
  }

  /**
   * Reads, with some attempts when DynamoDB refuses. After that it is given up, and only
   * repetitions are not recognised.
   */
  private Optional<SessionLog.Recent> tried(Reading reading) {
    for (int tries = 1; ; tries++) {
      try {
        return reading.read();
      } catch (SdkException e) {
        log.atWarn().setCause(e).addKeyValue("sessionId", session.id()).log("event_log.not_read");
        if (tries == TRIES) {
          return Optional.empty();
        }
      }
    }
  }

  private void inBackground(Runnable work) {
    Thread.ofVirtual().name("catch-up-" + session.id()).start(work);
  }
}
