package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Simplifies the document so that generators make working clients from it. Validation needs
 * everything that is accepted; a client needs one type per field. The API still accepts what is
 * left out here.
 *
 * <ul>
 *   <li>A choice that only varies the required fields is left out: typed languages cannot express
 *       it.
 *   <li>A field of several types has the first of them in a request, or the choice if one of them
 *       is a list or an object. In an answer it has no type, because PHP's client drops unexpected
 *       values.
 *   <li>A choice between a value and a list of such values becomes the list.
 *   <li>A choice marked {@code x-lenient} is only for clients of the original API, and is left out.
 *   <li>A choice between a shape and the same shape with more fields becomes the larger shape.
 *   <li>A field that is always null has no type; one that is always the same number or boolean only
 *       has its type: Python's client compares constants as texts.
 *   <li>Of field names that differ only in case the first stays: PHP's method names ignore case.
 *   <li>The body of a webhook has a name, so that a receiver gets a type for it.
 *   <li>Webhooks are references: a generator would make calls of inline webhooks, which no client
 *       needs. The calls that OpenAPI Generator 7 makes for Python and TypeScript do not compile.
 * </ul>
 */
final class ClientShapes {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final Set<String> DATA = Set.of("example", "examples", "default", "const", "enum");

  private final ObjectNode document;
  private final ObjectNode schemas;

  private ClientShapes(ObjectNode document) {
    this.document = document;
    this.schemas = (ObjectNode) document.at("/components/schemas");
  }

  /** Simplifies the document in place. */
  static void complete(ObjectNode document) {
    ClientShapes shapes = new ClientShapes(document);
    shapes.nameDeliveries();
    Set<String> answers = shapes.inAnswers();
    List.copyOf(shapes.schemas.properties())
        .forEach(s -> shapes.simplify(s.getValue(), answers.contains(s.getKey())));
    shapes.referToWebhooks();
    shapes.removeUnused();
  }

  private void nameDeliveries() {
    for (Map.Entry<String, JsonNode> webhook : document.path("webhooks").properties()) {
      ObjectNode content =
          (ObjectNode) webhook.getValue().at("/post/requestBody/content/application~1json");
      String name = EventCatalogue.camelCase(webhook.getKey()) + "Delivery";
      if (schemas.has(name)) {
        throw new IllegalStateException("two schemas are called " + name);
      }
      schemas.set(name, content.get("schema"));
      content.putObject("schema").put("$ref", SCHEMAS + name);
    }
  }

  private void referToWebhooks() {
    if (!(document.path("webhooks") instanceof ObjectNode webhooks)) {
      return;
    }
    ObjectNode items = ((ObjectNode) document.path("components")).putObject("pathItems");
    for (Map.Entry<String, JsonNode> webhook : List.copyOf(webhooks.properties())) {
      items.set(webhook.getKey(), webhook.getValue());
      webhooks
          .putObject(webhook.getKey())
          .put("$ref", "#/components/pathItems/" + webhook.getKey());
    }
  }

  // --- one type per field ------------------------------------------------------------------------

  private void simplify(JsonNode node, boolean answer) {
    if (node instanceof ObjectNode schema) {
      removeChoiceOfRequired(schema);
      if (schema.path("properties") instanceof ObjectNode properties) {
        removeNamesOfOtherCase(properties);
        properties
            .valueStream()
            .filter(ClientShapes::isNull)
            .forEach(property -> ((ObjectNode) property).remove("type"));
      }
      if (schema.has("const") && !schema.get("const").isTextual()) {
        schema.remove("const");
      }
      types(schema, answer);
      choice(schema, answer);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equals("properties")) { // its names may equal keywords
        member.getValue().forEach(property -> simplify(property, answer));
      } else if (!DATA.contains(member.getKey())) {
        simplify(member.getValue(), answer);
      }
    }
    if (node.isArray()) {
      node.forEach(item -> simplify(item, answer));
    }
  }

  private static void removeChoiceOfRequired(ObjectNode schema) {
    if (isChoiceOfRequired(schema)) {
      schema.remove("anyOf");
    }
    if (schema.get("allOf") instanceof ArrayNode parts) {
      parts.removeIf(part -> part.size() == 1 && isChoiceOfRequired(part));
      if (parts.isEmpty()) {
        schema.remove("allOf");
      }
    }
  }

  private static boolean isChoiceOfRequired(JsonNode schema) {
    return schema.has("anyOf")
        && schema.get("anyOf").valueStream().allMatch(c -> c.size() == 1 && c.has("required"));
  }

  private static void removeNamesOfOtherCase(ObjectNode properties) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> property : List.copyOf(properties.properties())) {
      if (!names.add(property.getKey().toLowerCase(Locale.ROOT))) {
        properties.remove(property.getKey());
      }
    }
  }

  private static void types(ObjectNode schema, boolean answer) {
    JsonNode type = schema.path("type");
    List<String> types =
        type.valueStream().map(JsonNode::asText).filter(t -> !t.equals("null")).toList();
    if (types.size() > 1) {
      schema.remove(List.of("minimum", "maximum", "minLength", "maxLength", "maxItems", "items"));
      if (answer) {
        schema.remove("type");
      } else if (type.valueStream().anyMatch(t -> t.asText().equals("null"))) {
        schema.putArray("type").add(types.getFirst()).add("null");
      } else {
        schema.put("type", types.getFirst());
      }
    }
  }

  private void choice(ObjectNode schema, boolean answer) {
    if (schema.get("anyOf") instanceof ArrayNode all) {
      all.removeIf(choice -> choice.has("x-lenient"));
      List<JsonNode> items = all.valueStream().map(choice -> choice.path("items")).toList();
      all.removeIf(choice -> choice.has("$ref") && items.contains(choice));
      if (all.size() == 1) {
        schema.remove("anyOf");
        schema.setAll((ObjectNode) all.get(0));
      }
    }
    List<JsonNode> choices = schema.path("anyOf").valueStream().filter(c -> !isNull(c)).toList();
    if (choices.size() < 2) {
      return;
    }
    for (JsonNode base : choices) {
      List<JsonNode> more =
          choices.stream()
              .filter(choice -> target(choice).path("allOf").valueStream().anyMatch(base::equals))
              .toList();
      if (more.size() == choices.size() - 1) {
        schema.remove("anyOf");
        schema.setAll((ObjectNode) target(base).deepCopy());
        more.forEach(choice -> addFields(schema, target(choice).path("allOf")));
        return;
      }
    }
    JsonNode all = schema.remove("anyOf");
    if (!answer) {
      schema.set("oneOf", all);
    }
  }

  private static void addFields(ObjectNode schema, JsonNode parts) {
    for (JsonNode part : parts) {
      if (part.get("properties") instanceof ObjectNode properties) {
        schema.withObjectProperty("properties").setAll(properties.deepCopy());
      }
    }
  }

  private static boolean isNull(JsonNode schema) {
    return schema.path("type").asText().equals("null");
  }

  private JsonNode target(JsonNode schema) {
    return References.resolved(document, schema);
  }

  // --- which schemas are used where --------------------------------------------------------------

  /** The names of the schemas that answers and webhooks use. */
  private Set<String> inAnswers() {
    List<JsonNode> parts = new ArrayList<>();
    document.path("paths").findValues("responses").forEach(parts::add);
    document.path("webhooks").findValues("requestBody").forEach(parts::add);
    return schemasOf(References.reached(document, parts));
  }

  private void removeUnused() {
    List<JsonNode> parts =
        document.properties().stream()
            .filter(member -> !member.getKey().equals("components"))
            .map(Map.Entry::getValue)
            .toList();
    Set<String> used = schemasOf(References.reached(document, parts));
    List.copyOf(schemas.properties()).stream()
        .map(Map.Entry::getKey)
        .filter(name -> !used.contains(name))
        .forEach(schemas::remove);
  }

  private static Set<String> schemasOf(Set<String> references) {
    Set<String> names = new HashSet<>();
    references.stream()
        .filter(reference -> reference.startsWith(SCHEMAS))
        .forEach(reference -> names.add(reference.substring(SCHEMAS.length())));
    return names;
  }
}
