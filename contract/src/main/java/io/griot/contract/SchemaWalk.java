package io.griot.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walks a value and its JSON Schema side by side. A reader of a keyword in the catalogue's schemas
 * finds the values that the keyword applies to. The schemas have no references.
 */
public final class SchemaWalk {
  private static final List<String> COMBINATIONS = List.of("allOf", "anyOf", "oneOf");

  private SchemaWalk() {}

  /** Receives a value and one part of its schema. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Called for each part of the schema of each value; a value comes before its contents.
     *
     * @param at the position of the value
     * @return whether to walk into the value
     */
    boolean visit(JsonNode part, JsonNode value, JsonPointer at);
  }

  /** Visits a value and everything in it. */
  public static void walk(JsonNode schema, JsonNode value, Visitor visitor) {
    walk(schema, value, JsonPointer.empty(), visitor);
  }

  private static void walk(JsonNode schema, JsonNode value, JsonPointer at, Visitor visitor) {
    for (JsonNode part : parts(schema, value)) {
      if (visitor.visit(part, value, at)) {
        inside(part, value, at, visitor);
      }
    }
  }

  private static void inside(JsonNode part, JsonNode value, JsonPointer at, Visitor visitor) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : part.path("properties").properties()) {
        String name = property.getKey();
        if (object.has(name)) {
          walk(property.getValue(), object.path(name), at.appendProperty(name), visitor);
        }
      }
    } else if (value instanceof ArrayNode array && part.has("items")) {
      for (int i = 0; i < array.size(); i++) {
        walk(part.path("items"), array.get(i), at.appendIndex(i), visitor);
      }
    }
  }

  /** A schema and those of its alternatives, at any depth, that the value may match. */
  public static List<JsonNode> parts(JsonNode schema, JsonNode value) {
    List<JsonNode> parts = new ArrayList<>(List.of(schema));
    for (String combination : COMBINATIONS) {
      for (JsonNode part : schema.path(combination)) {
        if (isMeant(part, schema, value)) {
          parts.addAll(parts(part, value));
        }
      }
    }
    return parts;
  }

  /**
   * Whether a discriminating field such as {@code contentType} does not select another alternative.
   * A field that is left out has its default.
   */
  private static boolean isMeant(JsonNode part, JsonNode whole, JsonNode value) {
    return part.path("properties").properties().stream()
        .filter(property -> property.getValue().has("const"))
        .allMatch(property -> {
          String name = property.getKey();
          JsonNode standard = whole.path("properties").path(name).path("default");
          JsonNode said = value.has(name) ? value.get(name) : standard;
          return said.isMissingNode() || said.equals(property.getValue().get("const"));
        });
  }
}
