package io.griot.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.contract.SocketState;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.lease.Problem;
import io.griot.host.lease.SessionRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the events of one session: those that its page reports, and changes of the connection.
 * Thread-safe; called in the order of the events.
 */
public final class SessionEvents {
  private static final Logger log = LoggerFactory.getLogger(SessionEvents.class);

  private final SessionRecord session;
  private final SessionLog events;
  private final CatchUp catchUp;
  private final EventOutbox outbox;
  private final MediaEvents media;
  private final SentEvents repeats;
  private final InstantSource clock;
  private final long token;
  private long told;
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicLong files = new AtomicLong();

  /** Whether {@code ready} was emitted for the current document. */
  private boolean readyTold;

  /**
   * @param token of the lease under which this host has the session
   * @param events the session's log under that lease
   */
  public SessionEvents(
      SessionRecord session,
      long token,
      SessionLog events,
      CatchUp catchUp,
      EventOutbox outbox,
      MediaEvents media,
      SentEvents repeats,
      InstantSource clock) {
    this.session = session;
    this.events = events;
    this.catchUp = catchUp;
    this.token = token;
    this.outbox = outbox;
    this.media = media;
    this.repeats = repeats;
    this.clock = clock;
  }

  /**
   * Emits the events of a change of the page's status.
   *
   * @param page the page concerned; null when there is none
   */
  public synchronized void changed(
      Change change, PageStatus before, PageStatus after, @Nullable PageBridge page) {
    if (change instanceof Change.Heard(PageEvent event)) {
      switch (event) {
        case PageEvent.Opened() -> readyTold = false;
        case PageEvent.QrChanged(Optional<String> text) ->
            text.ifPresent(qr -> tell("qr", data().put("qr", qr)));
        case PageEvent.LinkCodeMade(String code) -> tell("code", data().put("code", code));
        case PageEvent.CaughtUp() -> {
          tell("caught_up", null);
          if (page != null) {
            catchUp.caughtUp(page);
          }
        }
        case PageEvent.Happened happened -> happened(happened, page);
        case PageEvent.StateChanged _,
            PageEvent.LoggedOut _,
            PageEvent.OperationsMissing _,
            PageEvent.LimitsChanged _,
            PageEvent.LimitsAsked _,
            PageEvent.ProblemReported _,
            PageEvent.Activity _ -> {
          // Emitted below from the difference, or of no interest to customers.
        }
      }
    }
    tellDifference(before, after);
    if (after.said().usable() && !readyTold) {
      readyTold = true;
      tell("ready", null);
      if (page != null) {
        catchUp.usable(page, this::tellGap);
      }
    }
  }

  /** The number of events of the account that were wanted. Any thread. */
  public long wanted() {
    return wanted.get();
  }

  /** Whether a message's file is on its way to somebody who wants it. Any thread. */
  public boolean isBringingFiles() {
    return files.get() > 0;
  }

  private void tellDifference(PageStatus before, PageStatus after) {
    if (after.said().authenticated() && !before.said().authenticated()) {
      tell("authenticated", null);
    }
    if (after.said().passkey() && !before.said().passkey()) {
      tell("passkey_required", null);
    }
    SocketState socket = after.said().state().orElse(null);
    if (socket != null
        && socket != before.said().state().orElse(null)
        && after.said().authenticated()) {
      tell("change_state", data().put("state", socket.name()));
      if (after.isTurnedAway()) {
        tell("disconnected", data().put("reason", socket.name()));
      }
    }
    // The page reports a logout twice, because the first report may be lost with the page.
    if (isLoggedOut(after) && !isLoggedOut(before)) {
      tell("disconnected", data().put("reason", "LOGOUT"));
    }
    // A page reports its limits at each start; only a difference is an event.
    if (!isLoggedOut(after) && !after.limits().equals(before.limits())) {
      tell("account_limits", data().set("limits", after.limits().orElse(null)));
    }
  }

  private static boolean isLoggedOut(PageStatus status) {
    return status.problem().filter(Problem.LOGGED_OUT::equals).isPresent();
  }

  private synchronized void tellGap(ObjectNode data) {
    tell("gap", data);
  }

  /**
   * Puts an event into the outbox. The page keeps it until it is stored, or known not to be wanted.
   */
  private void happened(PageEvent.Happened happened, @Nullable PageBridge page) {
    Event event =
        event(
                happened.name(),
                happened.key(),
                happened.chat(),
                clock.instant().minus(happened.age()),
                Optional.of(happened.data()))
            .recovered(happened.isRecovered());
    if (!catchUp.isOn()) {
      confirm(happened, page);
    }
    if (catchUp.knows(event.id()) || !repeats.begin(event.id())) {
      if (catchUp.knows(event.id()) || repeats.isSent(event.id())) {
        confirm(happened, page);
      }
      return;
    }
    if (!put(event, happened.size(), isTold -> handedOver(event, isTold, happened, page))) {
      repeats.end(event.id(), false);
      return;
    }
    if (page != null && happened.name().equals("message")) {
      follow(event, page);
    }
  }

  private void handedOver(
      Event event, boolean isTold, PageEvent.Happened happened, @Nullable PageBridge page) {
    repeats.end(event.id(), isTold);
    if (isTold) {
      wanted.incrementAndGet();
    }
    confirm(happened, page);
  }

  private static void confirm(PageEvent.Happened happened, @Nullable PageBridge page) {
    if (page != null) {
      page.confirm(happened);
    }
  }

  /**
   * Delivers a message's file. Files are large, so one is downloaded only if a webhook wants it.
   */
  private void follow(Event message, PageBridge page) {
    media
        .following(message)
        .ifPresent(file -> {
          boolean _ = outbox.whenWanted(events, file, 1_000, () -> bring(message, page));
        });
  }

  private void bring(Event message, PageBridge page) {
    files.incrementAndGet();
    media.bring(
        message, page, it -> put(it, it.payload().toString().length()), files::decrementAndGet);
  }

  /**
   * Emits an event that the host itself observed. Its key is made of lease, counter and time,
   * because nothing else identifies it.
   */
  private void tell(String dataType, @Nullable ObjectNode data) {
    told++;
    Instant now = clock.instant();
    String key = token + "-" + told + "-" + now.toEpochMilli();
    put(event(dataType, key, Event.SESSION_GROUP, now, Optional.ofNullable(data)), 1_000);
  }

  private Event event(
      String dataType, String key, String group, Instant at, Optional<ObjectNode> data) {
    return new Event(
        EventId.of(session.id(), dataType, key),
        session.customer(),
        session.id(),
        session.name(),
        session.environment(),
        group,
        dataType,
        at,
        data);
  }

  private void put(Event event, long size) {
    boolean _ = put(event, size, told -> {});
  }

  private boolean put(Event event, long size, Consumer<Boolean> then) {
    boolean hasRoom = outbox.put(events, event, size, then);
    if (!hasRoom) {
      log.atWarn()
          .addKeyValue("sessionId", session.id())
          .addKeyValue("type", event.dataType())
          .log("event.dropped");
    }
    return hasRoom;
  }

  private static ObjectNode data() {
    return Json.MAPPER.createObjectNode();
  }
}
