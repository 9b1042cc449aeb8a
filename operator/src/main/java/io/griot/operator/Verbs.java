package io.griot.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The verbs of the operator's part of the catalogue. Immutable. */
final class Verbs {
  private static final String JSON = "/content/application~1json/schema";

  private final JsonNode document;
  private final List<Verb> all = new ArrayList<>();

  private Verbs(JsonNode document) {
    this.document = document;
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (operation.getValue().has("x-verb")) {
          all.add(
              verb(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  operation.getValue()));
        }
      }
    }
  }

  static Verbs load() {
    try {
      return new Verbs(Json.MAPPER.readTree(Catalogue.operatorsDocument()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All verbs, sorted by name. */
  List<Verb> all() {
    return all.stream().sorted(Comparator.comparing(Verb::name)).toList();
  }

  /** The verb that a command line begins with; the longest if several match. */
  Optional<Verb> of(List<String> words) {
    String line = String.join(" ", words) + " ";
    return all.stream()
        .filter(verb -> line.startsWith(verb.name() + " "))
        .max(Comparator.comparingInt(verb -> verb.name().length()));
  }

  private Verb verb(String method, String path, JsonNode operation) {
    List<Verb.Field> fields = new ArrayList<>();
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = resolved(reference);
      fields.add(
          field(
              parameter.path("name").asText(),
              Verb.Place.valueOf(parameter.path("in").asText().toUpperCase(Locale.ROOT)),
              parameter.path("required").asBoolean(),
              parameter.path("description").asText(),
              resolved(parameter.path("schema"))));
    }
    JsonNode body = resolved(operation.at("/requestBody" + JSON));
    Set<String> required = Set.copyOf(texts(body.path("required")));
    for (Map.Entry<String, JsonNode> property : body.path("properties").properties()) {
      JsonNode schema = resolved(property.getValue());
      fields.add(
          field(
              property.getKey(),
              Verb.Place.BODY,
              required.contains(property.getKey()),
              schema.path("description").asText(),
              schema));
    }
    List<String> arguments =
        operation.has("x-arguments")
            ? texts(operation.get("x-arguments"))
            : fields.stream()
                .filter(it -> it.place() == Verb.Place.PATH)
                .map(Verb.Field::name)
                .toList();
    return new Verb(
        operation.get("x-verb").asText(),
        method,
        path,
        operation.path("summary").asText(),
        line(operation.path("description").asText()),
        arguments,
        fields,
        texts(operation.path("x-columns")));
  }

  private Verb.Field field(
      String name, Verb.Place place, boolean required, String description, JsonNode schema) {
    JsonNode values = schema.has("items") ? resolved(schema.get("items")) : schema;
    return new Verb.Field(
        name, place, type(schema), required, line(description), texts(values.path("enum")));
  }

  private static Verb.Type type(JsonNode schema) {
    Set<String> types =
        schema.path("type").isArray()
            ? Set.copyOf(texts(schema.path("type")))
            : Set.of(schema.path("type").asText());
    if (types.contains("array")) {
      return Verb.Type.LIST;
    }
    if (types.contains("integer") || types.contains("number")) {
      return Verb.Type.NUMBER;
    }
    if (types.contains("boolean")) {
      return Verb.Type.FLAG;
    }
    return schema.path("format").asText().equals("date-time") ? Verb.Type.TIME : Verb.Type.TEXT;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).collect(Collectors.toList());
  }

  /** Joins the lines of a text, which the catalogue wraps. */
  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
