package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.functions.http.Reply;
import io.griot.functions.phone.Addressed;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes of a request that asks for a dry run the request that another operation answers: the
 * catalogue says which one. What holds a send back in Griot itself is added to the answer as {@code
 * hold}: the page, which answers, knows of nothing that does.
 */
final class DryRuns {
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

  /** The answer with until when the session's pace would hold the send. Another stays as it is. */
  static Reply held(Reply reply, Instant until) {
    if (reply.status() != 200 || !reply.text()) {
      return reply;
    }
    ObjectNode body = Json.readObject(new String(reply.body(), UTF_8));
    body.putObject("hold")
        .put("until", Math.ceilDiv(until.toEpochMilli(), 1000))
        .put("reason", HeldBecause.PACE.text());
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
