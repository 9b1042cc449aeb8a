package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An event that concerns a customer, and no single session. It goes to the webhook of all sessions.
 *
 * @param environment whether it goes to the webhook of test keys or of live keys
 * @param dataType the event's name in {@code webhooks} of {@code openapi.yaml}
 */
public record AccountEvent(
    EventId id,
    CustomerId customer,
    Environment environment,
    String dataType,
    Instant at,
    ObjectNode data) {

  /** The same event for those who use the other keys. */
  public AccountEvent of(Environment other) {
    return new AccountEvent(id, customer, other, dataType, at, data);
  }

  /** The body of the event's delivery. It names no session. */
  public ObjectNode payload() {
    ObjectNode payload = Json.MAPPER.createObjectNode().put("dataType", dataType);
    payload.set("data", data);
    return payload;
  }

  /** The SQS message group: a customer's events are delivered in their order. */
  public String messageGroup() {
    return Digests.base32("customer\n" + customer.value() + "\n" + environment);
  }

  /**
   * The SQS deduplication id. The two environments have different ones, because both may be sent
   * the same event.
   */
  public String deduplicationId() {
    return id + "-" + environment;
  }
}
