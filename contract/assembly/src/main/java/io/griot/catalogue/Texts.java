package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills in descriptions that the document lacks, so that each is written once: {@code fields.yaml}
 * has those of fields by name, {@code french.yaml} the French ones that do not stand beside the
 * English text.
 */
final class Texts {
  private static final Set<String> DATA =
      Set.of("example", "examples", "default", "const", "enum", "x-griot");

  private final JsonNode fields;
  private final JsonNode french;
  private final Set<String> used = new HashSet<>();

  private Texts(JsonNode fields, JsonNode french) {
    this.fields = fields;
    this.french = french;
  }

  /**
   * Adds every missing text that is known.
   *
   * @throws IllegalStateException when a text matches nothing in the document
   */
  static void complete(ObjectNode document, JsonNode fields, JsonNode french) {
    Texts texts = new Texts(fields, french);
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      texts.describe(schema.getValue(), schema.getKey());
    }
    for (Map.Entry<String, JsonNode> event : document.path("webhooks").properties()) {
      texts.describe(event.getValue(), event.getKey());
    }
    texts.translate(document);
    texts.refuseUnused();
  }

  /** Describes the fields of the schema at a path. */
  private void describe(JsonNode schema, String path) {
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      if (member.getKey().equals("properties")) {
        for (Map.Entry<String, JsonNode> property : member.getValue().properties()) {
          String field = path + "." + property.getKey();
          describe((ObjectNode) property.getValue(), field);
          describeField((ObjectNode) property.getValue(), field);
        }
      } else if (!DATA.contains(member.getKey())) {
        describe(member.getValue(), path);
      }
    }
    if (schema.isArray()) {
      schema.forEach(item -> describe(item, path));
    }
  }

  private void describeField(ObjectNode field, String path) {
    if (field.has("description")) {
      return;
    }
    String ending = path;
    while (!fields.has(ending)) {
      int dot = ending.indexOf('.');
      if (dot < 0) {
        return;
      }
      ending = ending.substring(dot + 1);
    }
    used.add(ending);
    field.set("description", fields.get(ending).get(0));
    field.set("x-description-fr", fields.get(ending).get(1));
  }

  private void translate(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("description").isTextual()
        && !object.has("x-description-fr")) {
      String english = object.path("description").asText().strip().replaceAll("\\s+", " ");
      if (french.has(english)) {
        used.add(english);
        object.set("x-description-fr", french.get(english));
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!DATA.contains(member.getKey())) {
        translate(member.getValue());
      }
    }
    if (node.isArray()) {
      node.forEach(this::translate);
    }
  }

  private void refuseUnused() {
    Set<String> unused = new TreeSet<>();
    fields.fieldNames().forEachRemaining(unused::add);
    french.fieldNames().forEachRemaining(unused::add);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw new IllegalStateException("fields.yaml or french.yaml: nothing needs " + unused);
    }
  }
}
