package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Splits the document by audience: one for customers, one for operators. The audience of an
 * operation is that of its tag ({@code x-audience: operator}). The customers' document contains no
 * operation, tag, failure or answer that only operators use; {@link ClientShapes} removes schemas
 * that are not used any more.
 */
final class Audience {
  private static final String OPERATOR = "operator";
  private static final String OF_OPERATOR = "x-operator";
  private static final List<String> SHARED = List.of("responses", "parameters", "headers");

  private Audience() {}

  /** A copy with the parts for customers. */
  static ObjectNode customers(ObjectNode document) {
    ObjectNode copy = of(document, audience -> !audience.equals(OPERATOR));
    copy.remove(OF_OPERATOR);
    Set<String> foreign = failures(of(document, OPERATOR::equals));
    foreign.removeAll(failures(copy));
    ((ObjectNode) copy.get("x-errors")).remove(foreign);
    removeUnused(copy);
    return copy;
  }

  /** A copy with the parts for operators; it has its own introduction and its own kind of key. */
  static ObjectNode operator(ObjectNode document) {
    ObjectNode copy = of(document, OPERATOR::equals);
    ObjectNode own = (ObjectNode) copy.remove(OF_OPERATOR);
    copy.remove("webhooks");
    ((ObjectNode) copy.get("info")).setAll((ObjectNode) own.get("info"));
    copy.set("security", own.get("security"));
    ((ObjectNode) copy.get("components")).set("securitySchemes", own.get("securitySchemes"));
    removeUnused(copy);
    return copy;
  }

  private static ObjectNode of(ObjectNode document, Predicate<String> wanted) {
    ObjectNode copy = document.deepCopy();
    ObjectNode paths = (ObjectNode) copy.get("paths");
    for (Map.Entry<String, JsonNode> path : List.copyOf(paths.properties())) {
      ObjectNode operations = (ObjectNode) path.getValue();
      List.copyOf(operations.properties()).stream()
          .filter(member -> member.getValue().has("operationId"))
          .filter(member -> !wanted.test(member.getValue().at("/x-griot/audience").asText()))
          .forEach(member -> operations.remove(member.getKey()));
      if (operations.findValue("operationId") == null) {
        paths.remove(path.getKey());
      }
    }
    copy.withArrayProperty("tags").removeIf(tag -> !wanted.test(tag.path("x-audience").asText()));
    copy.path("tags").forEach(tag -> ((ObjectNode) tag).remove("x-audience"));
    return copy;
  }

  private static void removeUnused(ObjectNode document) {
    Set<String> used = reached(document);
    for (String kind : SHARED) {
      ObjectNode parts = (ObjectNode) document.at("/components/" + kind);
      List.copyOf(parts.properties()).stream()
          .map(Map.Entry::getKey)
          .filter(name -> !used.contains("#/components/" + kind + "/" + name))
          .forEach(parts::remove);
    }
  }

  /** The failures that operations can answer with: the names of their responses. */
  private static Set<String> failures(ObjectNode document) {
    Set<String> failures = new TreeSet<>();
    reached(document).stream()
        .filter(reference -> reference.startsWith("#/components/responses/"))
        .forEach(
            reference -> failures.addAll(List.of(reference.replaceFirst(".*/", "").split("\\."))));
    return failures;
  }

  /** The references that operations and events contain, directly or indirectly. */
  private static Set<String> reached(ObjectNode document) {
    return References.reached(document, List.of(document.path("paths"), document.path("webhooks")));
  }
}
