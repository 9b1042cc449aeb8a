package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.Wanted;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionAnswers;
import io.griot.functions.session.SessionView;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The JSON form of sessions and hosts in the operators' answers. */
final class FleetJson {
  private FleetJson() {}

  static ObjectNode session(SessionView view, Evidence evidence, StuckSessions stuck) {
    Session session = view.session();
    boolean connected = evidence.connected(view);
    return Json.MAPPER
        .createObjectNode()
        .put("customerId", session.customer().value())
        .put("session", session.name().value())
        .put("kind", session.environment().name().toLowerCase(Locale.ROOT))
        .put("sessionId", session.id().value())
        .put("state", state(view, connected))
        .put("reason", connected ? null : SessionAnswers.reason(view).orElse(null))
        .put("since", since(view, evidence).map(Instant::toString).orElse(null))
        .put("linked", session.linked())
        .put("host", session.owner().orElse(null))
        .put("createdAt", session.generation().createdAt().toString())
        .put("stuck", stuck.why(view).orElse(null));
  }

  private static String state(SessionView view, boolean connected) {
    Session session = view.session();
    return switch (session.wanted()) {
      case ENDED -> "ending";
      case STOPPED -> session.owner().isPresent() ? "stopping" : "stopped";
      case PARKED -> session.owner().isPresent() ? "parking" : "parked";
      case RUNNING -> {
        if (session.owner().isEmpty()) {
          yield "waiting";
        }
        yield connected ? "connected" : session.linked() ? "connecting" : "unlinked";
      }
    };
  }

  private static Optional<Instant> since(SessionView view, Evidence evidence) {
    if (evidence.connected(view)) {
      return Optional.empty();
    }
    Session session = view.session();
    return session.wanted() == Wanted.RUNNING
        ? evidence.downSince(view).or(() -> Optional.of(session.wantedAt()))
        : Optional.of(session.wantedAt());
  }

  static ObjectNode host(Host host, Instant now) {
    return Json.MAPPER
        .createObjectNode()
        .put("hostId", host.id())
        .put("state", state(host, now))
        .put("sessions", host.sessions())
        .put("slots", host.slots())
        .put("startedAt", host.startedAt().toString())
        .put("beatAt", host.beatAt().toString())
        .put("version", host.taskDefinition().orElse(null));
  }

  private static String state(Host host, Instant now) {
    if (!host.lives(now)) {
      return "dead";
    }
    if (host.draining()) {
      return "draining";
    }
    return host.closed() ? "closing" : "running";
  }
}
