package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Reduces a document for its readers: people, in one language, or processes. */
final class Editions {
  private static final Set<String> FOR_PEOPLE =
      Set.of(
          "description",
          "x-description-fr",
          "summary",
          "x-summary-fr",
          "title",
          "x-title-fr",
          "example",
          "examples",
          "x-codeSamples",
          "x-verb",
          "x-arguments",
          "x-columns",
          "x-errors");

  private Editions() {}

  /** A copy in one language, without the parts that describe how operations run. */
  static JsonNode forPeople(JsonNode node, boolean french) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(forPeople(item, french)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      String translated = "x-" + key + "-fr";
      // A number may be written in more ways than the pattern allows for the id that is made from
      // it.
      boolean isOfId = object.has("x-phone") && key.matches("pattern|x-phone|minLength|maxLength");
      if (!key.equals("x-griot") && !key.matches("x-.*-fr") && !isOfId) {
        JsonNode value =
            french && object.has(translated) ? object.get(translated) : member.getValue();
        copy.set(key, forPeople(value, french));
      }
    }
    return copy;
  }

  /** A copy without texts, samples and examples. Properties are kept whatever their names. */
  static JsonNode forProcesses(JsonNode document) {
    return forProcesses(document, false);
  }

  private static JsonNode forProcesses(JsonNode node, boolean names) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(forProcesses(item, false)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      if (key.equals("x-griot")) {
        copy.set(key, member.getValue());
      } else if (names || !FOR_PEOPLE.contains(key) || isShownInErrors(object, key)) {
        copy.set(key, forProcesses(member.getValue(), key.equals("properties")));
      }
    }
    return copy;
  }

  /**
   * Whether an error shows these examples: when a text has the wrong form or length, the caller
   * sees an example, not the pattern.
   */
  private static boolean isShownInErrors(ObjectNode schema, String key) {
    return key.equals("examples") && (schema.has("pattern") || schema.has("minLength"));
  }
}
