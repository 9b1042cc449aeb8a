package io.griot.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a JSON Schema without references says of a value, for who walks both side by side. */
public final class SchemaParts {
  /** The keyword of a field in which a person may be named by a phone number. */
  public static final String PHONE = "x-phone";

  private static final List<String> COMBINATIONS = List.of("allOf", "anyOf", "oneOf");

  private SchemaParts() {}

  /** The schema and those of its alternatives, at any depth, that the value may be meant for. */
  public static List<JsonNode> of(JsonNode schema, JsonNode value) {
    List<JsonNode> parts = new ArrayList<>(List.of(schema));
    for (String combination : COMBINATIONS) {
      for (JsonNode part : schema.path(combination)) {
        if (isMeant(part, value)) {
          parts.addAll(of(part, value));
        }
      }
    }
    return parts;
  }

  /** Whether no field says that another alternative is meant, as {@code contentType} does. */
  private static boolean isMeant(JsonNode schema, JsonNode value) {
    return schema.path("properties").properties().stream()
        .allMatch(property ->
            !property.getValue().has("const")
                || !value.has(property.getKey())
                || property.getValue().get("const").equals(value.get(property.getKey())));
  }
}
