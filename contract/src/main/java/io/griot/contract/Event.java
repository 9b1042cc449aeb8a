package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a session, on its way to its customer's webhook.
 *
 * @param group events of one group are delivered in order: the chat's, or the session's own
 * @param dataType the event's name in {@code webhooks} of {@code openapi.yaml}
 * @param data the event's content; empty when the name says it all
 * @param isRecovered whether the event is late, because the process that saw it first died before
 *     it stored it
 */
public record Event(
    EventId id,
    CustomerId customer,
    SessionId session,
    SessionName name,
    Environment environment,
    String group,
    String dataType,
    Instant at,
    Optional<ObjectNode> data,
    boolean isRecovered) {

  /** An event that is not late. */
  public Event(
      EventId id,
      CustomerId customer,
      SessionId session,
      SessionName name,
      Environment environment,
      String group,
      String dataType,
      Instant at,
      Optional<ObjectNode> data) {
    this(id, customer, session, name, environment, group, dataType, at, data, false);
  }

  /** The same event with another {@link #isRecovered}. */
  public Event recovered(boolean isTrue) {
    return new Event(id, customer, session, name, environment, group, dataType, at, data, isTrue);
  }

  /** The group of events that belong to no chat. */
  public static final String SESSION_GROUP = "session";

  /** The body of its delivery, in the form of the original API. */
  public ObjectNode payload() {
    ObjectNode payload = Json.MAPPER.createObjectNode().put("dataType", dataType);
    data.ifPresent(content -> payload.set("data", content));
    payload.put("sessionId", name.value());
    return isRecovered ? payload.put("recovered", true) : payload;
  }

  /**
   * The SQS message group: the event's group in this session. A digest, because groups contain
   * phone numbers and SQS shows them.
   */
  public String messageGroup() {
    return messageGroup(session, group);
  }

  /** The SQS message group of a session's group. */
  public static String messageGroup(SessionId session, String group) {
    return Digests.base32(session.value() + "\n" + group);
  }
}
