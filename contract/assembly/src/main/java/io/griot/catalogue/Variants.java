package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies the fields that all variants of a request share into each variant. Validation keeps them
 * apart. But a generated client or a reader takes the fields of the variant alone, and would miss,
 * for example, the chat of a message. In each variant the discriminator is required, because a
 * client needs it to tell variants apart.
 */
final class Variants {
  private static final String SCHEMAS = "#/components/schemas/";

  private final ObjectNode schemas;
  private final Set<String> taken = new HashSet<>();

  private Variants(ObjectNode schemas) {
    this.schemas = schemas;
  }

  /** Completes every schema with a discriminator. */
  static void complete(ObjectNode document) {
    Variants variants = new Variants((ObjectNode) document.at("/components/schemas"));
    for (Map.Entry<String, JsonNode> schema : List.copyOf(variants.schemas.properties())) {
      if (schema.getValue().has("discriminator")) {
        variants.complete(schema.getKey(), (ObjectNode) schema.getValue());
      }
    }
    Set<String> needed = Set.copyOf(document.findValuesAsText("$ref"));
    variants.taken.stream()
        .filter(name -> !needed.contains(SCHEMAS + name))
        .forEach(variants.schemas::remove);
  }

  private void complete(String name, ObjectNode schema) {
    ObjectNode shared = schema.deepCopy();
    ObjectNode discriminator = (ObjectNode) schema.get("discriminator");
    ObjectNode mapping = (ObjectNode) discriminator.get("mapping");
    schema.removeAll();
    schema.set("discriminator", discriminator);
    for (Map.Entry<String, JsonNode> choice : List.copyOf(mapping.properties())) {
      String variant = choice.getValue().asText().substring(SCHEMAS.length());
      String whole = name + variant.replaceFirst("^[A-Z][a-z]+", "");
      ObjectNode fields = whole(shared, (ObjectNode) schemas.get(variant));
      require(fields, discriminator.path("propertyName").asText());
      fields.put("x-variant", whole); // generators merge schemas that are equal
      schemas.set(whole, fields);
      taken.add(variant);
      mapping.put(choice.getKey(), SCHEMAS + whole);
      schema.withArrayProperty("oneOf").addObject().put("$ref", SCHEMAS + whole);
    }
  }

  private static void require(ObjectNode schema, String field) {
    ArrayNode required = schema.withArrayProperty("required");
    if (required.valueStream().noneMatch(name -> name.asText().equals(field))) {
      required.add(field);
    }
  }

  private static ObjectNode whole(ObjectNode shared, ObjectNode variant) {
    ObjectNode whole = variant.deepCopy();
    whole.withArrayProperty("required").removeAll();
    shared.path("required").forEach(whole.withArrayProperty("required")::add);
    variant
        .path("required")
        .valueStream()
        .filter(field -> shared.path("required").valueStream().noneMatch(field::equals))
        .forEach(whole.withArrayProperty("required")::add);
    ObjectNode properties = whole.putObject("properties");
    properties.setAll((ObjectNode) shared.get("properties"));
    properties.setAll((ObjectNode) variant.get("properties"));
    return whole;
  }
}
