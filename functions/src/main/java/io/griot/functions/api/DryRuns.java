package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.functions.command.Held;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes of a request that asks for a dry run the request that another operation answers: the
 * catalogue says which one. What holds a send back in Griot itself is added to the answer as {@code
 * hold}: the page, which answers, knows of nothing that does.
 */
final class DryRuns {
  private static final List<FailureCode> LIMITS =
      List.of(FailureCode.RESTRICTED_NEW_CHATS, FailureCode.NEW_CHAT_QUOTA_USED_UP);

  private DryRuns() {}

  /** Those of a request's fields that the operation which answers instead takes. */
  static Addressed fieldsFor(Operation instead, Addressed asked) {
    ObjectNode taken =
        (ObjectNode)
            instead
                .requestSchema()
                .map(schema -> schema.path("properties"))
                .orElseGet(Json.MAPPER::createObjectNode);
    return new Addressed(
        only(taken, asked.written()),
        only(taken, asked.arguments()),
        asked.alternatives().entrySet().stream()
            .filter(one -> taken.has(JsonPointer.compile(one.getKey()).getMatchingProperty()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        only(taken, asked.ordering()));
  }

  /**
   * Why WhatsApp would refuse a send for a limit of the account, as a dry run answered it.
   *
   * @return empty when no limit is in its way
   */
  static Optional<ApiFailure> limit(Outcome outcome) {
    if (!(outcome instanceof Outcome.Succeeded(String answer, Duration _))) {
      return Optional.empty();
    }
    JsonNode refusal = Json.readObject(answer).path("refusal");
    return LIMITS.stream()
        .filter(code -> code.text().equals(refusal.path("error").asText()))
        .findFirst()
        .map(code -> new ApiFailure(code, code.text() + ": " + refusal.path("detail").asText()));
  }

  /**
   * The answer with until when the session would hold the send, and why. Another stays as it is.
   */
  static Reply held(Reply reply, Held hold) {
    if (reply.status() != 200 || !reply.text()) {
      return reply;
    }
    ObjectNode body = Json.readObject(new String(reply.body(), UTF_8));
    body.putObject("hold")
        .put("until", Math.ceilDiv(hold.until().toEpochMilli(), 1000))
        .put("reason", hold.because().text());
    return new Reply(200, reply.headers(), body.toString().getBytes(UTF_8), true);
  }

  private static ObjectNode only(ObjectNode taken, ObjectNode fields) {
    ObjectNode some = Json.MAPPER.createObjectNode();
    fields.properties().stream()
        .filter(field -> taken.has(field.getKey()))
        .forEach(field -> some.set(field.getKey(), field.getValue()));
    return some;
  }
}
