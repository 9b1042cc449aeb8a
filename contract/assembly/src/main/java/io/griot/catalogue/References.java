package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** Follows the references ({@code $ref}) inside a document. */
final class References {
  private References() {}

  /** The references that parts of a document have, and those of whatever these lead to. */
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
