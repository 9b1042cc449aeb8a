package io.griot.functions;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.functions.phone.Addressed;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes of a request that asks for a dry run the request that another operation answers: the
 * catalogue says which one. What holds a send back in Griot itself belongs into the answer's {@code
 * hold}; the page, which answers, knows of nothing that does.
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

  private static ObjectNode only(ObjectNode taken, ObjectNode fields) {
    ObjectNode some = Json.MAPPER.createObjectNode();
    fields.properties().stream()
        .filter(field -> taken.has(field.getKey()))
        .forEach(field -> some.set(field.getKey(), field.getValue()));
    return some;
  }
}
