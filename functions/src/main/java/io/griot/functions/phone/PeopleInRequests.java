package io.griot.functions.phone;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.SchemaWalk;
import io.griot.functions.http.RequestValidator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds phone numbers in a request, in the fields whose schema has {@code x-phone}, and replaces
 * them with WhatsApp ids. Other texts stay as they are, for the validator.
 */
public final class PeopleInRequests {
  private static final String SERVER = "@c.us";

  /** The numbers in the order in which they are found. */
  private final Map<JsonPointer, Found> found = new LinkedHashMap<>();

  private PeopleInRequests() {}

  private record Found(PhoneNumber number, Kind kind) {
    /** The text in the arguments. */
    String text() {
      return kind == Kind.DIGITS ? number.digits() : number.digits() + SERVER;
    }
  }

  /** The values of {@code x-phone}. */
  private enum Kind {
    /** An id of the number's owner, under any form of the number. */
    ID,
    /** An id with the number as it is written. */
    WRITTEN,
    /** The digits of the number as it is written. */
    DIGITS;

    static Optional<Kind> of(JsonNode schema) {
      return switch (schema.path(RequestValidator.PHONE).asText()) {
        case "" -> Optional.empty();
        case "id" -> Optional.of(ID);
        case "written" -> Optional.of(WRITTEN);
        case "digits" -> Optional.of(DIGITS);
        default -> throw new IllegalStateException("no such " + RequestValidator.PHONE);
      };
    }
  }

  /** Resolves the phone numbers of a request; does not change the given fields. */
  public static Addressed read(Operation operation, ObjectNode fields) {
    PeopleInRequests people = new PeopleInRequests();
    operation.requestSchema().ifPresent(schema -> SchemaWalk.walk(schema, fields, people::look));
    return people.found.isEmpty()
        ? Addressed.asWritten(fields)
        : new Addressed(
            fields,
            people.arguments(fields),
            people.alternatives(),
            people.ordering(operation, fields));
  }

  private boolean look(JsonNode schema, JsonNode value, JsonPointer at) {
    Kind.of(schema)
        .ifPresent(
            kind -> number(value).ifPresent(number -> found.put(at, new Found(number, kind))));
    return true;
  }

  /** Reads a number. Some programs write it as a JSON number. */
  private static Optional<PhoneNumber> number(JsonNode value) {
    return value.isTextual() || (value.isIntegralNumber() && value.canConvertToLong())
        ? PhoneNumbers.read(value.asText())
        : Optional.empty();
  }

  private ObjectNode arguments(ObjectNode fields) {
    boolean asWritten =
        found.entrySet().stream()
            .allMatch(
                one -> TextNode.valueOf(one.getValue().text()).equals(fields.at(one.getKey())));
    if (asWritten) {
      return fields;
    }
    ObjectNode arguments = fields.deepCopy();
    found.forEach((at, one) -> set(arguments, at, one.text()));
    return arguments;
  }

  private static void set(ObjectNode tree, JsonPointer at, String text) {
    JsonPointer last = at.last();
    if (tree.at(at.head()) instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), text);
    } else if (tree.at(at.head()) instanceof ObjectNode object) {
      object.put(last.getMatchingProperty(), text);
    }
  }

  private Map<String, List<String>> alternatives() {
    Map<String, List<String>> alternatives = new HashMap<>();
    found.forEach((at, one) -> {
      if (one.kind() == Kind.ID && !one.number().others().isEmpty()) {
        alternatives.put(
            at.toString(), one.number().others().stream().map(other -> other + SERVER).toList());
      }
    });
    return alternatives;
  }

  private ObjectNode ordering(Operation operation, ObjectNode fields) {
    return operation
        .ordered()
        .map(field -> found.get(JsonPointer.empty().appendProperty(field)))
        .map(one ->
            Json.MAPPER
                .createObjectNode()
                .put(operation.ordered().orElseThrow(), one.number().newest() + SERVER))
        .orElse(fields);
  }
}
