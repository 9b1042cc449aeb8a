package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that happened to a customer, and to no single session of theirs: it goes to the webhook
 * of all sessions.
 *
 * @param environment whose webhook is told: those of test keys and of live keys are apart
 * @param dataType what happened, by the names of {@code openapi.yaml}'s {@code webhooks}
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

  /** The body of its delivery; it names no session. */
  public ObjectNode payload() {
    ObjectNode payload = Json.MAPPER.createObjectNode().put("dataType", dataType);
    payload.set("data", data);
    return payload;
  }

  /** The SQS message group: a customer's events are delivered in their order. */
  public String messageGroup() {
    return Digests.base32("customer\n" + customer.value() + "\n" + environment);
  }

  /** SQS takes an event once for each environment. */
  public String deduplicationId() {
    return id + "-" + environment;
  }
}
