package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an OpenAPI document into operations, and refuses an inconsistent one. */
final class CatalogueReader {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /**
   * The deadline of reads. A read that takes longer is not worth waiting for: the caller can repeat
   * it.
   */
  private static final Duration READ_DEADLINE = Duration.ofSeconds(20);

  private static final String JSON_CONTENT = "/content/application~1json/schema";

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, JsonNode> answers = new HashMap<>();

  CatalogueReader(JsonNode document) {
    this.document = document;
    Set<String> shapes = new HashSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      PathTemplate template = PathTemplate.of(path.getKey());
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (!METHODS.contains(member.getKey())) {
          continue;
        }
        String method = member.getKey().toUpperCase(Locale.ROOT);
        if (!shapes.add(method + " " + template.shape())) {
          throw new IllegalStateException("two operations answer " + method + " " + path.getKey());
        }
        read(method, template, member.getValue());
      }
    }
  }

  List<Operation> operations() {
    return operations;
  }

  List<String> events() {
    return document.path("webhooks").properties().stream().map(Map.Entry::getKey).toList();
  }

  /** Resolved on request, because only tests need it and it would slow a process's start. */
  Optional<ObjectNode> answerSchema(String id) {
    JsonNode answer = answers.get(id);
    return answer == null ? Optional.empty() : schema(id, answer);
  }

  private void read(String method, PathTemplate path, JsonNode node) {
    String id = node.path("operationId").asText();
    if (!id.matches("[a-z][A-Za-z]+")) {
      throw new IllegalStateException(method + " " + path.text() + ": no camelCase operationId");
    }
    JsonNode griot = node.path("x-griot");
    Optional<ObjectNode> schema =
        node.has("requestBody")
            ? schema(id, node.at("/requestBody" + JSON_CONTENT))
            : querySchema(id, node.path("parameters"));
    Optional<String> ordered = Optional.ofNullable(griot.get("ordered")).map(JsonNode::asText);
    Optional<ObjectNode> body = schema;
    ordered.ifPresent(field -> {
      if (!has(body, field)) {
        throw new IllegalStateException(id + ": ordered by a field it does not have: " + field);
      }
      if (griot.path("effect").asText().equals("read")) {
        throw new IllegalStateException(id + ": a read waits for nothing, so it has no order");
      }
    });
    operations.add(
        new Operation(
            id,
            method,
            path,
            word(Operation.Runs.class, id, griot, "runs"),
            word(Operation.Requires.class, id, griot, "requires"),
            word(Operation.Effect.class, id, griot, "effect"),
            flag(id, griot, "repeatable"),
            ordered,
            griot.path("sends").asBoolean(false),
            deadline(id, griot),
            writesTo(id, griot, body),
            griot.path("open").asBoolean(false),
            griot.has("audience")
                ? word(Operation.Audience.class, id, griot, "audience")
                : Operation.Audience.CUSTOMER,
            scope(id, griot),
            griot.path("unpaid").asBoolean(false),
            answer(griot, "withoutPage"),
            answer(griot, "unknownSession"),
            Optional.ofNullable(griot.get("dryRun")).map(JsonNode::asText),
            schema));
    answers.put(id, node.at("/responses/200" + JSON_CONTENT));
  }

  private static <E extends Enum<E>> E word(
      Class<E> words, String id, JsonNode griot, String name) {
    String text = griot.path(name).asText();
    for (E word : words.getEnumConstants()) {
      if (word.name().toLowerCase(Locale.ROOT).equals(text)) {
        return word;
      }
    }
    throw new IllegalStateException(id + ": x-griot." + name + " is not known: " + text);
  }

  /**
   * The default scope of an operation: {@code read} for reads, {@code send} for changes in
   * WhatsApp, {@code sessions} for changes of the account's link, {@code administer} for changes of
   * the installation.
   */
  private static Scope scope(String id, JsonNode griot) {
    if (griot.has("scope")) {
      return word(Scope.class, id, griot, "scope");
    }
    if (griot.path("effect").asText().equals("read")) {
      return Scope.READ;
    }
    if (griot.path("runs").asText().equals("api")) {
      return Scope.ADMINISTER;
    }
    return griot.path("requires").asText().equals("page") ? Scope.SESSIONS : Scope.SEND;
  }

  private static Optional<Duration> deadline(String id, JsonNode griot) {
    JsonNode seconds = griot.path("deadlineSeconds");
    if (seconds.isMissingNode()) {
      return griot.path("effect").asText().equals("read")
          ? Optional.of(READ_DEADLINE)
          : Optional.empty();
    }
    if (!seconds.isInt() || seconds.intValue() < 1) {
      throw new IllegalStateException(id + ": x-griot.deadlineSeconds is no number of seconds");
    }
    return Optional.of(Duration.ofSeconds(seconds.intValue()));
  }

  private static Optional<ObjectNode> answer(JsonNode griot, String name) {
    return griot.get(name) instanceof ObjectNode answer ? Optional.of(answer) : Optional.empty();
  }

  private static boolean flag(String id, JsonNode griot, String name) {
    if (!griot.path(name).isBoolean()) {
      throw new IllegalStateException(id + ": x-griot." + name + " is not true or false");
    }
    return griot.path(name).booleanValue();
  }

  /**
   * The fields that name the recipient. Such a request must have a message group, because it keeps
   * its chat's order while it is held.
   */
  private static List<String> writesTo(String id, JsonNode griot, Optional<ObjectNode> body) {
    JsonNode named = griot.path("writesTo");
    List<String> to = new ArrayList<>();
    if (named.isTextual()) {
      to.add(named.asText());
    }
    named.forEach(field -> to.add(field.asText()));
    to.forEach(field -> {
      boolean runsInPage = griot.path("runs").asText().equals("page");
      if (!griot.has("ordered") || !runsInPage || !has(body, field)) {
        throw new IllegalStateException(
            id + ": writes to somebody, but not in order, or not to " + field);
      }
    });
    return to;
  }

  private static boolean has(Optional<ObjectNode> body, String field) {
    return body.map(schema -> schema.path("properties").has(field)).orElse(false);
  }

  /** The query's parameters as the schema of an object; empty when there are none. */
  private Optional<ObjectNode> querySchema(String id, JsonNode parameters) {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    for (JsonNode reference : parameters) {
      JsonNode parameter = resolve(id, reference, List.of());
      if (!parameter.path("in").asText().equals("query")) {
        continue;
      }
      String name = parameter.path("name").asText();
      schema.withObjectProperty("properties").set(name, parameter.path("schema"));
      if (parameter.path("required").asBoolean(false)) {
        schema.withArrayProperty("required").add(name);
      }
    }
    return schema.has("properties") ? Optional.of(schema) : Optional.empty();
  }

  private Optional<ObjectNode> schema(String id, JsonNode schema) {
    return resolve(id, schema, List.of()) instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }

  /** Copies a schema and replaces every reference by its target. */
  private JsonNode resolve(String id, JsonNode node, List<String> inside) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = Json.MAPPER.createArrayNode();
      array.forEach(item -> copy.add(resolve(id, item, inside)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (!object.path("$ref").isTextual()) {
      ObjectNode copy = Json.MAPPER.createObjectNode();
      object
          .properties()
          .forEach(member -> copy.set(member.getKey(), resolve(id, member.getValue(), inside)));
      return copy;
    }
    String reference = object.path("$ref").asText();
    JsonNode target = reference.startsWith("#/") ? document.at(reference.substring(1)) : null;
    if (target == null || target.isMissingNode() || inside.contains(reference)) {
      throw new IllegalStateException(id + ": cannot resolve " + reference);
    }
    List<String> deeper = new ArrayList<>(inside);
    deeper.add(reference);
    return resolve(id, target, deeper);
  }
}
