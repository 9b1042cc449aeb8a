package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An {@link Event} or {@link AccountEvent} as the body of an SQS message: everything its delivery
 * needs. A body above {@link CommandItem#MAX_INLINE_BYTES} is left out; {@link Names#eventObject}
 * holds it.
 *
 * @param session empty when it concerns no single session
 * @param replay the id of the replay that delivers it again; empty for its first delivery
 */
public record EventMessage(
    EventId id,
    CustomerId customer,
    Optional<SessionId> session,
    Environment environment,
    String dataType,
    Instant at,
    Optional<String> body,
    Optional<String> replay) {

  /** The message of an event that contains the event's body. */
  public static EventMessage inline(Event event, String body) {
    return of(event, Optional.of(body));
  }

  /** The message of an event whose body is an object in S3. */
  public static EventMessage claimCheck(Event event) {
    return of(event, Optional.empty());
  }

  /** The message of an event that concerns no single session. */
  public static EventMessage of(AccountEvent event) {
    return new EventMessage(
        event.id(),
        event.customer(),
        Optional.empty(),
        event.environment(),
        event.dataType(),
        event.at(),
        Optional.of(event.payload().toString()),
        Optional.empty());
  }

  private static EventMessage of(Event event, Optional<String> body) {
    return new EventMessage(
        event.id(),
        event.customer(),
        Optional.of(event.session()),
        event.environment(),
        event.dataType(),
        event.at(),
        body,
        Optional.empty());
  }

  /** Writes it as the body of an SQS message. */
  public String write() {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("id", id.value());
    tree.put("customer", customer.value());
    session.ifPresent(id -> tree.put("session", id.value()));
    tree.put("environment", environment.name());
    tree.put("dataType", dataType);
    tree.put("at", at.toEpochMilli());
    body.ifPresent(text -> tree.put("body", text));
    replay.ifPresent(text -> tree.put("replay", text));
    return tree.toString();
  }

  /**
   * Reads a message that {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the text is not such a message
   */
  public static EventMessage read(String text) {
    ObjectNode tree = Json.readObject(text);
    return new EventMessage(
        new EventId(tree.path("id").asText()),
        new CustomerId(tree.path("customer").asText()),
        Optional.ofNullable(tree.get("session")).map(id -> new SessionId(id.asText())),
        Environment.valueOf(tree.path("environment").asText()),
        tree.path("dataType").asText(),
        Instant.ofEpochMilli(tree.path("at").asLong()),
        Optional.ofNullable(tree.get("body")).map(body -> body.asText()),
        Optional.ofNullable(tree.get("replay")).map(replay -> replay.asText()));
  }
}
