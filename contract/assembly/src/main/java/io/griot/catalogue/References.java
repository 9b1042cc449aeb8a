package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** Follows the references ({@code $ref}) inside a document. */
final class References {
  private References() {}

  /** A reference to one of the document's components. */
  static ObjectNode to(String kind, String name) {
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/" + kind + "/" + name);
  }

  /** The node, or the target of its reference. */
  static JsonNode resolved(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** The references in parts of a document, and the references in their targets. */
  static Set<String> reached(ObjectNode document, Collection<JsonNode> from) {
    Deque<JsonNode> parts = new ArrayDeque<>(from);
    Set<String> reached = new TreeSet<>();
    while (!parts.isEmpty()) {
      for (String reference : parts.pop().findValuesAsText("$ref")) {
        if (reached.add(reference)) {
          parts.push(document.at(reference.substring(1)));
        }
      }
    }
    return reached;
  }
}
