package io.griot.host.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.contract.SocketState;
import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.lease.SessionRecord;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens in one session: what its page reports, and what the host itself sees of the
 * connection. Thread-safe; called in the order in which things happen.
 */
public final class SessionEvents {
  private static final Logger log = LoggerFactory.getLogger(SessionEvents.class);

  /** In these WhatsApp has turned the device away: the original gives the session up then. */
  private static final Set<SocketState> TURNED_AWAY =
      EnumSet.of(
          SocketState.CONFLICT,
          SocketState.DEPRECATED_VERSION,
          SocketState.PROXYBLOCK,
          SocketState.SMB_TOS_BLOCK,
          SocketState.TOS_BLOCK);

  private final SessionRecord session;
  private final EventOutbox outbox;
  private final MediaEvents media;
  private final InstantSource clock;
  private final long token;
  private long told;
  private boolean authenticated;
  private boolean ready;
  private boolean loggedOut;
  private @Nullable SocketState state;

  /**
   * @param token of the lease under which this host has the session
   */
  public SessionEvents(
      SessionRecord session,
      long token,
      EventOutbox outbox,
      MediaEvents media,
      InstantSource clock) {
    this.session = session;
    this.token = token;
    this.outbox = outbox;
    this.media = media;
    this.clock = clock;
  }

  /** Something that the page said. */
  public synchronized void hear(PageEvent event, @Nullable Bridge page) {
    switch (event) {
      case PageEvent.Opened() -> opened();
      case PageEvent.StateChanged(PageState now) -> see(now);
      case PageEvent.QrChanged(Optional<String> text) ->
          text.ifPresent(qr -> tell("qr", data().put("qr", qr)));
      case PageEvent.LinkCodeMade(String code) -> tell("code", data().put("code", code));
      case PageEvent.LoggedOut(String reason) -> loggedOut();
      case PageEvent.Happened happened -> happened(happened, page);
      case PageEvent.OperationsMissing _, PageEvent.InTrouble _, PageEvent.Heard _ -> {
        // of no interest to customers
      }
    }
  }

  private void opened() {
    authenticated = false;
    ready = false;
    state = null;
  }

  /** How the page stands with WhatsApp, also when it said so only because it was asked. */
  public synchronized void see(PageState now) {
    if (now.authenticated() && !authenticated) {
      tell("authenticated", null);
    }
    authenticated = now.authenticated();
    SocketState socket = now.state().orElse(null);
    if (socket != null && socket != state && authenticated) {
      tell("change_state", data().put("state", socket.name()));
      if (TURNED_AWAY.contains(socket)) {
        tell("disconnected", data().put("reason", socket.name()));
      }
    }
    state = socket;
    if (now.usable() && !ready) {
      ready = true;
      loggedOut = false;
      tell("ready", null);
    }
  }

  /** The page says it twice: the first time may be lost with the page. */
  private void loggedOut() {
    if (!loggedOut) {
      loggedOut = true;
      tell("disconnected", data().put("reason", "LOGOUT"));
    }
  }

  private void happened(PageEvent.Happened happened, @Nullable Bridge page) {
    Event event =
        event(happened.name(), happened.key(), happened.chat(), Optional.of(happened.data()));
    put(event, happened.size());
    if (page != null && happened.name().equals("message")) {
      media.follow(event, page, file -> put(file, file.payload().toString().length()));
    }
  }

  /** What the host itself saw has nothing that names it but when and under which lease. */
  private void tell(String dataType, @Nullable ObjectNode data) {
    told++;
    String key = token + "-" + told + "-" + clock.instant().toEpochMilli();
    put(event(dataType, key, Event.SESSION_GROUP, Optional.ofNullable(data)), 1_000);
  }

  private Event event(String dataType, String key, String group, Optional<ObjectNode> data) {
    return new Event(
        EventId.of(session.id(), dataType, key),
        session.customer(),
        session.id(),
        session.name(),
        session.environment(),
        group,
        dataType,
        clock.instant(),
        data);
  }

  private void put(Event event, long size) {
    if (!outbox.put(event, size)) {
      log.warn("session {}: no room for an event of type {}", session.id(), event.dataType());
    }
  }

  private static ObjectNode data() {
    return Json.MAPPER.createObjectNode();
  }
}
