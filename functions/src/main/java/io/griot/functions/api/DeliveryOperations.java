package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AccountEvent;
import io.griot.contract.DeliveryItem;
import io.griot.contract.EventId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.functions.access.Caller;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.eventlog.EventLogStore;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.webhooks.DeliveryReport;
import io.griot.functions.webhooks.DeliveryStore;
import io.griot.functions.webhooks.TestDeliveries;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reports on deliveries to webhooks, and sends test deliveries. Thread-safe. */
public final class DeliveryOperations {
  private static final String TEST = "webhook_test";
  private static final String TEXT = "This is a test. Nothing has happened.";
  private static final int PAGE = 50;

  /** The maximum number of deliveries read for a request. */
  private static final int MAX_READ = 1_000;

  private final DeliveryStore deliveries;
  private final EventLogStore logs;
  private final WebhookStore webhooks;
  private final TestDeliveries tests;
  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * @param ids makes new ids
   */
  public DeliveryOperations(
      DeliveryStore deliveries,
      EventLogStore logs,
      WebhookStore webhooks,
      TestDeliveries tests,
      InstantSource clock,
      Supplier<String> ids) {
    this.deliveries = deliveries;
    this.logs = logs;
    this.webhooks = webhooks;
    this.tests = tests;
    this.clock = clock;
    this.ids = ids;
  }

  /** The names of the sessions that the caller's key may use, by id. */
  private record Sessions(Map<SessionId, SessionName> names, boolean isAll) {
    /**
     * Whether the key may see a delivery. One that concerns no single session is visible to keys
     * for all sessions.
     */
    boolean reach(DeliveryReport report) {
      return report.session().map(names::containsKey).orElse(isAll);
    }
  }

  Reply list(ApiCall call) {
    Caller caller = call.caller();
    ObjectNode fields = call.fields();
    Sessions sessions = sessions(call);
    Optional<SessionId> one = session(call, sessions);
    Optional<String> state = text(fields, "state");
    Predicate<DeliveryReport> wanted =
        report ->
            sessions.reach(report)
                && (one.isEmpty() || report.session().equals(one))
                && state.map(report.state().text()::equals).orElse(true);
    int most = fields.path("limit").asInt(PAGE);
    List<DeliveryReport> found = new ArrayList<>();
    Optional<String> last = text(fields, "after");
    boolean isEnd = false;
    for (int read = 0; read < MAX_READ && found.isEmpty() && !isEnd; read += most) {
      List<DeliveryReport> some =
          deliveries.recent(caller.customer(), caller.environment(), last, most);
      some.stream().filter(wanted).forEach(found::add);
      isEnd = some.size() < most;
      last = some.isEmpty() ? last : Optional.of(place(some.getLast()));
    }
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode shown = answer.putArray("deliveries");
    found.forEach(report -> shown.add(json(report, sessions)));
    return Reply.json(200, answer.put("next", isEnd ? null : last.orElse(null)));
  }

  private static String place(DeliveryReport report) {
    return DeliveryItem.position(report.key().queued(), report.key().event());
  }

  private Sessions sessions(ApiCall call) {
    Caller caller = call.caller();
    Map<SessionId, SessionName> names = new HashMap<>();
    call.sessions().forEach(view -> names.put(view.session().id(), view.session().name()));
    logs.of(caller.customer(), caller.environment()).stream()
        .flatMap(log -> log.name().stream())
        .filter(caller.rights()::reach)
        .forEach(name -> names.put(SessionId.of(caller.customer(), name), name));
    return new Sessions(names, caller.rights().sessions().isEmpty());
  }

  private static Optional<SessionId> session(ApiCall call, Sessions sessions) {
    return text(call.fields(), "sessionId")
        .map(name -> {
          SessionId id = id(call, name);
          if (!sessions.names().containsKey(id)) {
            throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
          }
          return id;
        });
  }

  private static SessionId id(ApiCall call, String name) {
    if (!SessionName.isValid(name)) {
      throw new ApiFailure(FailureCode.INVALID_SESSION_NAME);
    }
    return SessionId.of(call.caller().customer(), new SessionName(name));
  }

  private static ObjectNode json(DeliveryReport report, Sessions sessions) {
    ObjectNode shown =
        Json.MAPPER
            .createObjectNode()
            .put("eventId", report.key().event().value())
            .put("dataType", report.dataType());
    report
        .session()
        .map(sessions.names()::get)
        .ifPresent(name -> shown.put("sessionId", name.value()));
    shown
        .put("state", report.state().text())
        .put("attempts", report.attempts())
        .put("firstAt", SubscriptionJson.text(report.first()))
        .put("lastAt", SubscriptionJson.text(report.last()));
    SubscriptionJson.put(shown, "nextAt", report.next());
    shown
        .put("status", report.status().orElse(null))
        .put("error", report.error().orElse(null))
        .put("ms", report.latency().toMillis());
    report.replay().ifPresent(id -> shown.put("replayId", id));
    return shown;
  }

  /** Sends a test event, and waits up to ten seconds for the receiver's answer. */
  Reply test(ApiCall call) {
    Caller caller = call.caller();
    Webhook webhook =
        webhooks.find(scope(call)).orElseThrow(() -> new ApiFailure(FailureCode.WEBHOOK_NOT_FOUND));
    AccountEvent event =
        new AccountEvent(
            EventId.of(caller.customer(), TEST, ids.get()),
            caller.customer(),
            caller.environment(),
            TEST,
            clock.instant(),
            Json.MAPPER.createObjectNode().put("text", TEXT));
    TestDeliveries.Result result = tests.send(webhook, event.id(), event.payload().toString());
    return Reply.json(
        200,
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .put("eventId", event.id().value())
            .put("delivered", result.error().isEmpty())
            .put("status", result.status().orElse(null))
            .put("error", result.error().orElse(null))
            .put("ms", result.latency().toMillis()));
  }

  private static String scope(ApiCall call) {
    Optional<String> name = text(call.fields(), "sessionId");
    if (name.isEmpty()) {
      return WebhookSettings.ofAll(call);
    }
    SessionId session = id(call, name.get());
    if (!call.reaches(session)) {
      throw new ApiFailure(FailureCode.WEBHOOK_NOT_FOUND);
    }
    return WebhookItem.ofSession(session, call.caller().environment());
  }

  private static Optional<String> text(ObjectNode fields, String name) {
    return Optional.of(fields.path(name).asText("")).filter(text -> !text.isEmpty());
  }
}
