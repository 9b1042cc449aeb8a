package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened in a session, on its way to its customer's webhook.
 *
 * @param group events of one group are delivered in their order: the chat's, or the session's own
 * @param dataType what happened, by the names of {@code openapi.yaml}'s {@code webhooks}
 * @param data what there is to say of it; empty where the name says all
 * @param isRecovered whether it is told late, because whoever heard of it died before it was stored
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

  /** One that is told when it happened. */
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

  /** The same event, as one that is told late or not. */
  public Event recovered(boolean isTrue) {
    return new Event(id, customer, session, name, environment, group, dataType, at, data, isTrue);
  }

  /** The group of what belongs to no chat. */
  public static final String SESSION_GROUP = "session";

  /** The body of its delivery: what receivers of the original API know. */
  public ObjectNode payload() {
    ObjectNode payload = Json.MAPPER.createObjectNode().put("dataType", dataType);
    data.ifPresent(content -> payload.set("data", content));
    payload.put("sessionId", name.value());
    return isRecovered ? payload.put("recovered", true) : payload;
  }

  /**
   * The SQS message group: the event's group of this session. A digest, because groups hold phone
   * numbers, and SQS shows them.
   */
  public String messageGroup() {
    return messageGroup(session, group);
  }

  /** The SQS message group of a session's group. */
  public static String messageGroup(SessionId session, String group) {
    return Digests.base32(session.value() + "\n" + group);
  }
}
