package io.griot.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.StopReason;
import io.griot.functions.api.ApiCall;
import io.griot.functions.api.ApiOperation;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionChanges;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import io.griot.functions.supervision.SupervisedSessionStore;
import io.griot.functions.supervision.SupervisedSessionStore.Snapshot;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The operators' operations on sessions and hosts. Lists read everything that is stored, since they
 * are only asked for by hand. Thread-safe.
 */
public final class AdminFleet {
  private static final Comparator<Session> BY_CUSTOMER =
      Comparator.comparing((Session session) -> session.customer().value())
          .thenComparing(session -> session.name().value());

  private final SupervisedSessionStore fleet;
  private final SessionStore sessions;
  private final SessionChanges changes;
  private final Evidence evidence;
  private final AdminCustomers customers;
  private final InstantSource clock;

  public AdminFleet(
      SupervisedSessionStore fleet,
      SessionStore sessions,
      SessionChanges changes,
      Evidence evidence,
      AdminCustomers customers,
      InstantSource clock) {
    this.fleet = fleet;
    this.sessions = sessions;
    this.changes = changes;
    this.evidence = evidence;
    this.customers = customers;
    this.clock = clock;
  }

  /** The operations, by {@code operationId}. */
  public Map<String, ApiOperation> table() {
    return Map.of(
        "adminSessionList", this::list,
        "adminSessionStop", this::stop,
        "adminSessionMove", this::move,
        "adminHostList", call -> hosts(),
        "adminHostDrain", this::drain);
  }

  private Reply list(ApiCall call) {
    ObjectNode fields = call.fields();
    Snapshot snapshot = fleet.read(clock.instant());
    StuckSessions stuck = new StuckSessions(evidence, snapshot.hosts(), snapshot.now());
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode shown = answer.putArray("sessions");
    snapshot.sessions().stream()
        .sorted(Comparator.comparing(SessionView::session, BY_CUSTOMER))
        .map(view -> FleetJson.session(view, evidence, stuck))
        .filter(has(fields, "customerId"))
        .filter(has(fields, "state"))
        .filter(has(fields, "host"))
        .filter(one -> !fields.path("stuck").asBoolean() || one.path("stuck").isTextual())
        .forEach(shown::add);
    return Reply.json(200, answer);
  }

  private static Predicate<JsonNode> has(ObjectNode fields, String name) {
    return one -> !fields.hasNonNull(name) || one.path(name).equals(fields.get(name));
  }

  private Reply stop(ApiCall call) {
    Session session = session(call);
    boolean stopped =
        changes.stop(
            session, Optional.of(StopReason.STOPPED_BY_OPERATOR), call.request().deadline());
    return shown(session, stopped);
  }

  /**
   * Moves a session to another host. For a session without a host it only waits until a host takes
   * it.
   */
  private Reply move(ApiCall call) {
    Session session = session(call);
    if (!session.wantsHost()) {
      throw new ApiFailure(FailureCode.CONFLICT, "conflict: the session is stopped");
    }
    Snapshot snapshot = fleet.read(clock.instant());
    boolean room =
        snapshot.hosts().stream()
            .filter(host -> !session.owner().equals(Optional.of(host.id())))
            .anyMatch(host -> StuckSessions.hasRoom(host, snapshot.now()));
    if (!room) {
      throw new ApiFailure(FailureCode.CONFLICT, "conflict: no other host has a free slot");
    }
    return shown(session, changes.move(session, call.request().deadline()));
  }

  /** The session in its present state. */
  private Reply shown(Session session, boolean done) {
    Snapshot snapshot = fleet.read(clock.instant());
    SessionView view =
        snapshot.sessions().stream()
            .filter(one -> one.session().id().equals(session.id()))
            .findFirst()
            .orElseThrow(() -> new ApiFailure(FailureCode.SESSION_NOT_FOUND));
    StuckSessions stuck = new StuckSessions(evidence, snapshot.hosts(), snapshot.now());
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer.set("session", FleetJson.session(view, evidence, stuck));
    return Reply.json(done ? 200 : 202, answer);
  }

  private Session session(ApiCall call) {
    SessionId id =
        SessionId.of(
            customers.existing(call),
            Optional.of(call.parameter("session"))
                .filter(SessionName::isValid)
                .map(SessionName::new)
                .orElseThrow(() -> new ApiFailure(FailureCode.SESSION_NOT_FOUND)));
    return sessions
        .find(id)
        .map(SessionView::session)
        .orElseThrow(() -> new ApiFailure(FailureCode.SESSION_NOT_FOUND));
  }

  private Reply hosts() {
    Snapshot snapshot = fleet.read(clock.instant());
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode shown = answer.putArray("hosts");
    snapshot.hosts().stream()
        .sorted(Comparator.comparing(Host::startedAt).thenComparing(Host::id))
        .forEach(host -> shown.add(FleetJson.host(host, snapshot.now())));
    return Reply.json(200, answer);
  }

  private Reply drain(ApiCall call) {
    String id = call.parameter("hostId");
    if (!fleet.drain(id)) {
      throw new ApiFailure(FailureCode.HOST_NOT_FOUND);
    }
    Snapshot snapshot = fleet.read(clock.instant());
    List<Host> drained = snapshot.hosts().stream().filter(host -> host.id().equals(id)).toList();
    if (drained.isEmpty()) {
      throw new ApiFailure(FailureCode.HOST_NOT_FOUND);
    }
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer.set("host", FleetJson.host(drained.getFirst(), snapshot.now()));
    return Reply.json(200, answer);
  }
}
