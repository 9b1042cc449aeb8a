package io.griot.functions.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and writes keys in requests and answers, for customers and operators. */
public final class KeyJson {
  private static final Duration OVERLAP = Duration.ofDays(7);

  private KeyJson() {}

  public static Reply list(List<ApiKey> keys, Instant now) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode shown = answer.putArray("keys");
    keys.forEach(key -> shown.add(json(key, now)));
    return Reply.json(200, answer);
  }

  public static Reply one(ApiKey key, Instant now) {
    return answer(json(key, now));
  }

  public static Reply one(NewKey key, Instant now) {
    return answer(json(key, now));
  }

  private static Reply answer(ObjectNode key) {
    return Reply.json(
        200, Json.MAPPER.createObjectNode().put("success", true).<ObjectNode>set("key", key));
  }

  /** A new key with its secret. */
  public static ObjectNode json(NewKey key, Instant now) {
    return json(key.stored(), now).put("key", key.secret());
  }

  /** A key without its secret. */
  public static ObjectNode json(ApiKey key, Instant now) {
    ObjectNode shown =
        Json.MAPPER
            .createObjectNode()
            .put("keyId", key.keyId())
            .put("kind", key.kind().word())
            .put("label", key.label().orElse(null));
    ArrayNode scopes = shown.putArray("scopes");
    key.scopes().stream().sorted().map(Scope::word).forEach(scopes::add);
    shown.putNull("sessions");
    key.sessions()
        .ifPresent(names -> {
          ArrayNode reached = shown.putArray("sessions");
          names.stream().map(SessionName::value).sorted().forEach(reached::add);
        });
    return shown
        .put("works", key.holds(now))
        .put("createdAt", key.createdAt().toString())
        .put("expiresAt", key.expiresAt().map(Instant::toString).orElse(null))
        .put("revokedAt", key.revokedAt().map(Instant::toString).orElse(null))
        .put("rotatedTo", key.rotatedTo().orElse(null))
        .put("lastUsedOn", key.lastUsedOn().map(LocalDate::toString).orElse(null));
  }

  /**
   * Reads the request for a new key.
   *
   * @param kind the default kind
   * @throws ApiFailure {@code INVALID_FIELD}
   */
  public static KeyOrder order(ObjectNode fields, CustomerId customer, KeyKind kind, Instant now) {
    return new KeyOrder(
        text(fields, "kind").flatMap(KeyKind::of).orElse(kind),
        Optional.of(customer),
        text(fields, "label"),
        scopes(fields).orElse(Scope.USUAL),
        sessions(fields),
        end(fields, now));
  }

  /**
   * Reads the request for a new operator's key.
   *
   * @throws ApiFailure {@code INVALID_FIELD}
   */
  public static KeyOrder operatorsOrder(ObjectNode fields, Instant now) {
    return new KeyOrder(
        KeyKind.ADMIN,
        Optional.empty(),
        text(fields, "label"),
        scopes(fields).orElse(Scope.ALL),
        Optional.empty(),
        end(fields, now));
  }

  /** The time for which a rotated key still works. */
  public static Duration overlap(ObjectNode fields) {
    JsonNode days = fields.path("overlapDays");
    return days.isNumber() ? Duration.ofDays(days.intValue()) : OVERLAP;
  }

  /**
   * The expiry of a key; empty for none.
   *
   * @throws ApiFailure {@code INVALID_FIELD} when it is no time, or in the past
   */
  public static Optional<Instant> end(ObjectNode fields, Instant now) {
    Optional<Instant> end = text(fields, "expiresAt").map(KeyJson::time);
    if (end.filter(now::isAfter).isPresent()) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, "expiresAt: is past");
    }
    return end;
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      long _ = time.toEpochMilli(); // fails when it cannot be stored
      return time;
    } catch (DateTimeException | ArithmeticException e) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD, "expiresAt: must be a time such as 2026-12-31T23:59:59Z");
    }
  }

  private static Optional<Set<Scope>> scopes(ObjectNode fields) {
    return fields.path("scopes").isArray()
        ? Optional.of(
            fields
                .path("scopes")
                .valueStream()
                .map(JsonNode::asText)
                .flatMap(word -> Scope.of(word).stream())
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static Optional<Set<SessionName>> sessions(ObjectNode fields) {
    return fields.path("sessions").isArray()
        ? Optional.of(
            fields
                .path("sessions")
                .valueStream()
                .map(name -> new SessionName(name.asText()))
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static Optional<String> text(ObjectNode fields, String name) {
    return Optional.of(fields.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
