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
    Optional<ObjectNode> data) {

  /** The group of what belongs to no chat. */
  public static final String SESSION_GROUP = "session";

  /** The body of its delivery: what receivers of the original API know. */
  public ObjectNode payload() {
    ObjectNode payload = Json.MAPPER.createObjectNode().put("dataType", dataType);
    data.ifPresent(content -> payload.set("data", content));
    return payload.put("sessionId", name.value());
  }

  /**
   * The SQS message group: the event's group of this session. A digest, because groups hold phone
   * numbers, and SQS shows them.
   */
  public String messageGroup() {
    return Digests.base32(session.value() + "\n" + group);
  }
}
