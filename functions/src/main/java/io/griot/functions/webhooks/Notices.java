package io.griot.functions.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.functions.webhooks.KnownWebhooks.Target;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Sends events about failed deliveries to customers. The events have groups of their own, so that
 * they do not wait for others. Thread-safe.
 */
final class Notices {
  private static final String NOT_DELIVERED = "event_not_delivered";
  private static final String DISABLED = "webhook_disabled";
  private static final String GROUP = "notices";

  /**
   * The types of these events. Their own failures are not announced, since that would never end.
   */
  private static final Set<String> OWN = Set.of(NOT_DELIVERED, DISABLED);

  private final EventSender sender;

  Notices(EventSender sender) {
    this.sender = sender;
  }

  /** Announces an event that was given up, to the webhook that did not take it. */
  void notDelivered(EventMessage event, DeliveryReport report) {
    if (OWN.contains(event.dataType())) {
      return;
    }
    ObjectNode data =
        named(event)
            .put("eventId", event.id().value())
            .put("eventType", event.dataType())
            .put("attempts", report.attempts())
            .put("status", report.status().orElse(null))
            .put("error", report.error().orElse(""));
    String key = event.id() + "-" + report.key().queued().toEpochMilli();
    EventMessage notice =
        message(event, event.environment(), NOT_DELIVERED, key, report.last(), data);
    sender.send(notice, group(notice), notice.id().value());
  }

  /**
   * A webhook was disabled: to another webhook of the account, if there is one, and to whoever
   * reads the events that it was for.
   */
  void disabled(EventMessage event, Target target, ReceiverState.Disabled how) {
    boolean isSessions = !target.scope().startsWith("customer:");
    Environment other =
        event.environment() == Environment.TEST ? Environment.LIVE : Environment.TEST;
    ObjectNode data = isSessions ? named(event) : Json.MAPPER.createObjectNode();
    data.put("keys", event.environment().name().toLowerCase(Locale.ROOT))
        .put("because", how.because().name().toLowerCase(Locale.ROOT))
        .put("since", how.since().toString());
    CustomerId customer = event.customer();
    AccountEvent notice =
        new AccountEvent(
            EventId.of(customer, DISABLED, target.scope() + "-" + how.since().toEpochMilli()),
            customer,
            isSessions ? event.environment() : other,
            DISABLED,
            how.since(),
            data);
    EventMessage message = EventMessage.of(notice);
    if (!isSessions) {
      EventMessage own = EventMessage.of(notice.of(event.environment()));
      sender.log(own, group(own));
    }
    sender.send(message, group(message), notice.deduplicationId());
  }

  /**
   * Makes the message; like the event itself, it goes to the session's own webhook if there is one.
   */
  private static EventMessage message(
      EventMessage of,
      Environment environment,
      String type,
      String key,
      Instant at,
      ObjectNode data) {
    ObjectNode payload = Json.MAPPER.createObjectNode().put("dataType", type);
    payload.set("data", data);
    return new EventMessage(
        EventId.of(of.customer(), type, key),
        of.customer(),
        of.session(),
        environment,
        type,
        at,
        Optional.of(payload.toString()),
        Optional.empty());
  }

  private static String group(EventMessage notice) {
    return notice
        .session()
        .map(session -> Event.messageGroup(session, GROUP))
        .orElseGet(() -> notice.customer() + "-" + GROUP);
  }

  /**
   * The object with the session's name. The name is only in an event's body, so it is missing for a
   * large event, whose message has no body.
   */
  private static ObjectNode named(EventMessage event) {
    String name =
        event.body().map(body -> Json.readObject(body).path("sessionId").asText("")).orElse("");
    ObjectNode data = Json.MAPPER.createObjectNode();
    return name.isEmpty() ? data : data.put("sessionId", name);
  }
}
