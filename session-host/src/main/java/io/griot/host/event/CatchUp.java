package io.griot.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.EventId;
import io.griot.contract.LoggedEvent;
import io.griot.host.bridge.PageBridge;
import io.griot.host.lease.SessionRecord;
import io.griot.host.thread.HostThread;
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
 * Finds what was not handed over because a page or a host died. At the beginning of a lease it
 * takes the session's log over. A page is asked for the messages that it has since the last stored
 * events, when it becomes usable and when it has caught up; of their events, those that are in the
 * log are known already. Thread-safe; the readings run in threads of their own. A reading that
 * fails lets the page go on without it.
 *
 * <p>A restored profile that is older than the last stored event lacks what came between. WhatsApp
 * does not give that again, so a {@code gap} says it, and the page gets the messages of the log.
 */
public final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final int TRIES = 5;
  private static final Duration UNDER_WAY_FOR = Duration.ofMinutes(1);
  private static final int MOST_UNDER_WAY = 1_000;

  private final SessionRecord session;
  private final SessionLog events;
  private final SentEvents repeats;
  private final BooleanSupplier isOlder;
  private final boolean isOn;
  private final CompletableFuture<Optional<SessionLog.Recent>> before = new CompletableFuture<>();
  private volatile Set<EventId> known = Set.of();
  private volatile Optional<Instant> since = Optional.empty();
  private boolean isFirst = true;

  /**
   * @param isOlder whether the profile was restored from a state other than the session's last one;
   *     known once a page is usable
   * @param isOn whether anything is looked for, and pages keep their events until they are stored
   */
  public CatchUp(
      SessionRecord session,
      SessionLog events,
      SentEvents repeats,
      BooleanSupplier isOlder,
      boolean isOn) {
    this.session = session;
    this.events = events;
    this.repeats = repeats;
    this.isOlder = isOlder;
    this.isOn = isOn;
  }

  /** Whether what dies with a page or a host is found. */
  boolean isOn() {
    return isOn;
  }

  /**
   * Takes the log over, and sends the last events once more that the owner before has logged: it
   * may have died before it sent them. Returns at once.
   *
   * @param again sends events to where webhooks' events go; what was sent is dropped there
   * @param onFailure ends the session: events of the log would never be sent
   */
  public void begin(Consumer<List<LoggedEvent>> again, Consumer<Throwable> onFailure) {
    inBackground(
        () -> {
          Optional<SessionLog.Recent> recent = Optional.empty();
          try {
            recent = tried(events::takeOver);
            learn(recent);
            if (isOn && recent.isPresent()) {
              send(last(recent.get().events()), again);
            }
          } finally {
            before.complete(recent);
          }
        },
        onFailure);
  }

  /** More than an owner may have under way between log and queue. */
  private static List<LoggedEvent> last(List<LoggedEvent> events) {
    if (events.isEmpty()) {
      return events;
    }
    Instant from = events.getLast().at().minus(UNDER_WAY_FOR);
    List<LoggedEvent> late = events.stream().filter(event -> !event.at().isBefore(from)).toList();
    return late.subList(Math.max(0, late.size() - MOST_UNDER_WAY), late.size());
  }

  private void send(List<LoggedEvent> last, Consumer<List<LoggedEvent>> again) {
    for (int tries = 1; !last.isEmpty(); tries++) {
      try {
        again.accept(last);
        return;
      } catch (SdkException e) {
        log.atWarn().setCause(e).addKeyValue("sessionId", session.id()).log("events.not_sent");
        if (tries == TRIES) {
          throw e;
        }
      }
    }
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
    if (!isOn) {
      page.recall(Optional.empty());
      return;
    }
    inBackground(
        () -> {
          Optional<SessionLog.Recent> recent = before.join();
          if (isBeginning) {
            recent
                .flatMap(this::gap)
                .ifPresent(gap -> {
                  onGap.accept(gap.data());
                  page.lacks(gap.events());
                });
          } else {
            recent = tried(events::recent);
            learn(recent);
          }
          since = recent.map(SessionLog.Recent::since);
          page.recall(since);
        },
        failure -> page.recall(Optional.empty()));
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

  /** The events of the log that the restored profile does not remember. */
  Optional<ProfileGap> gap(SessionLog.Recent recent) {
    return isOlder.getAsBoolean() ? ProfileGap.of(session.id(), recent, repeats) : Optional.empty();
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

  private void inBackground(HostThread.Body work, Consumer<Throwable> onFailure) {
    HostThread _ = HostThread.virtual("catch-up-" + session.id(), work, onFailure).start();
  }
}
