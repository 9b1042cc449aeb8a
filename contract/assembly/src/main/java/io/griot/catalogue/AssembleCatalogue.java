package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one OpenAPI document, as JSON, of {@code openapi.yaml} and of the operations and events
 * beside it, so that no process parses YAML at run time. Every tag has a file with its {@code
 * paths} and the {@code schemas} and {@code parameters} that nobody else uses. What all operations
 * of a kind have in common (parameters, headers, errors, a sample call) follows from {@code
 * x-griot} and is written here, not in each of them.
 *
 * <p>Writes four documents: {@code openapi.json} and {@code openapi.fr.json} for customers and
 * their tools, each in one language; {@code openapi.admin.json} for who runs the installation;
 * {@code catalogue.json} without what only people read, for processes that must start fast.
 *
 * <p>Arguments: the folder of {@code openapi.yaml}, the folder to write to.
 */
final class AssembleCatalogue {
  private static final YAMLMapper YAML = new YAMLMapper();

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

  private final ObjectNode document;
  private final ObjectNode errors;

  private AssembleCatalogue(ObjectNode document) {
    this.document = document;
    this.errors = (ObjectNode) document.path("x-errors");
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    AssembleCatalogue catalogue =
        new AssembleCatalogue((ObjectNode) YAML.readTree(folder.resolve("openapi.yaml").toFile()));
    new EventCatalogue(catalogue.document, YAML.readTree(folder.resolve("events.yaml").toFile()))
        .add();
    for (JsonNode tag : catalogue.document.path("tags")) {
      String name = tag.path("name").asText();
      if (name.equals(EventCatalogue.TAG)) {
        continue;
      }
      JsonNode part = YAML.readTree(folder.resolve("operations/" + name + ".yaml").toFile());
      catalogue.add(tag, part);
    }
    Usernames.complete(catalogue.document);
    Texts.complete(
        catalogue.document,
        YAML.readTree(folder.resolve("fields.yaml").toFile()),
        YAML.readTree(folder.resolve("french.yaml").toFile()));
    Path out = Files.createDirectories(Path.of(args[1]));
    write(out.resolve("catalogue.json"), forProcesses(catalogue.document, false));
    ObjectNode customers = Audience.customers(catalogue.document);
    ObjectNode operator = Audience.operator(catalogue.document);
    for (ObjectNode one : List.of(customers, operator)) {
      Variants.complete(one);
      ClientShapes.complete(one);
    }
    write(out.resolve("openapi.json"), forPeople(customers, false));
    write(out.resolve("openapi.fr.json"), forPeople(customers, true));
    write(out.resolve("openapi.admin.json"), forPeople(operator, false));
  }

  private static void write(Path file, JsonNode document) throws IOException {
    Files.write(file, new JsonMapper().writeValueAsBytes(document));
  }

  /** In one language, and without how operations run. */
  private static JsonNode forPeople(JsonNode node, boolean french) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = YAML.createArrayNode();
      array.forEach(item -> copy.add(forPeople(item, french)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = YAML.createObjectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String key = member.getKey();
      String translated = "x-" + key + "-fr";
      // A number may be written in more ways than the pattern of the id that is made of it.
      boolean isOfId = object.has("x-phone") && key.matches("pattern|x-phone|minLength|maxLength");
      if (!key.equals("x-griot") && !key.matches("x-.*-fr") && !isOfId) {
        JsonNode value =
            french && object.has(translated) ? object.get(translated) : member.getValue();
        copy.set(key, forPeople(value, french));
      }
    }
    return copy;
  }

  /** Without texts, samples and examples; names of properties are kept whatever they are. */
  private static JsonNode forProcesses(JsonNode node, boolean names) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = YAML.createArrayNode();
      array.forEach(item -> copy.add(forProcesses(item, false)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = YAML.createObjectNode();
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

  /** A caller whose text has another form or length is shown an example, not the pattern. */
  private static boolean isShownInErrors(ObjectNode schema, String key) {
    return key.equals("examples") && (schema.has("pattern") || schema.has("minLength"));
  }

  private void add(JsonNode tag, JsonNode part) {
    for (String kind : List.of("schemas", "parameters")) {
      ObjectNode known = (ObjectNode) document.at("/components/" + kind);
      for (Map.Entry<String, JsonNode> own : part.path(kind).properties()) {
        if (known.has(own.getKey())) {
          throw new IllegalStateException("two " + kind + " are called " + own.getKey());
        }
        known.set(own.getKey(), own.getValue());
      }
    }
    ObjectNode paths = document.withObjectProperty("paths");
    for (Map.Entry<String, JsonNode> path : part.path("paths").properties()) {
      if (paths.has(path.getKey())) {
        throw new IllegalStateException("two parts have the path " + path.getKey());
      }
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (member.getValue() instanceof ObjectNode object && object.has("operationId")) {
          complete(tag, path.getKey(), object);
          String call = new CurlSample(document).of(member.getKey(), path.getKey(), object);
          object
              .withArrayProperty("x-codeSamples")
              .addObject()
              .put("lang", "Shell")
              .put("label", "curl")
              .put("source", call);
        }
      }
      paths.set(path.getKey(), path.getValue());
    }
  }

  private void complete(JsonNode tag, String path, ObjectNode operation) {
    operation.putArray("tags").add(tag.path("name").asText());
    if (tag.has("x-audience")) {
      operation.withObjectProperty("x-griot").set("audience", tag.get("x-audience"));
    }
    Kind kind = Kind.of(path, operation, document);
    ArrayNode parameters = operation.withArrayProperty("parameters");
    ObjectNode responses = (ObjectNode) operation.path("responses");
    if (kind.session()) {
      parameters.add(reference("parameters", "SessionId"));
    }
    if (kind.dryRun()) {
      parameters.add(reference("parameters", "DryRun"));
    }
    if (kind.queued()) {
      parameters.add(reference("parameters", "IdempotencyKey"));
      parameters.add(reference("parameters", "Prefer"));
      parameters.add(reference("parameters", "CommandExpiresIn"));
      responses.set("202", reference("responses", "Accepted"));
      responses.set("303", reference("responses", "Elsewhere"));
      ObjectNode headers = ((ObjectNode) responses.path("200")).withObjectProperty("headers");
      headers.set("X-Command-Id", reference("headers", "X-Command-Id"));
      if (kind.page()) {
        headers.set("Server-Timing", reference("headers", "Server-Timing"));
      }
      if (operation.at("/x-griot").has("writesTo")) {
        headers.set("Griot-Warning", reference("headers", "Griot-Warning"));
      }
    }
    if (!kind.open() && !kind.operators()) {
      ObjectNode headers = ((ObjectNode) responses.path("200")).withObjectProperty("headers");
      headers.set("Griot-Subscription", reference("headers", "Griot-Subscription"));
      headers.set("RateLimit-Policy", reference("headers", "RateLimit-Policy"));
      headers.set("RateLimit", reference("headers", "RateLimit"));
    }
    if (kind.open()) {
      operation.putArray("security");
      responses.set("429", reference("responses", "TooFast"));
    }
    Map<String, List<String>> byStatus = new TreeMap<>();
    for (String code : kind.failures()) {
      if (!errors.has(code)) {
        throw new IllegalStateException(path + ": x-errors does not have " + code);
      }
      String status = errors.path(code).path("status").asText();
      byStatus.computeIfAbsent(status, any -> new ArrayList<>()).add(code);
    }
    byStatus.forEach((status, codes) -> responses.set(status, failure(codes)));
  }

  /** The response for these failures, described once for all operations that share it. */
  private ObjectNode failure(List<String> codes) {
    ObjectNode known = (ObjectNode) document.at("/components/responses");
    String name = String.join(".", codes);
    if (!known.has(name)) {
      known.set(name, described(codes));
    }
    return reference("responses", name);
  }

  private ObjectNode described(List<String> codes) {
    ObjectNode response = YAML.createObjectNode();
    response.put("description", texts(codes, "description"));
    response.put("x-description-fr", texts(codes, "x-description-fr"));
    ObjectNode content = response.putObject("content").putObject("application/json");
    content.set("schema", reference("schemas", "ErrorAnswer"));
    ObjectNode examples = content.putObject("examples");
    for (String code : codes) {
      JsonNode error = errors.path(code);
      ObjectNode example = examples.putObject(code);
      example.put("summary", error.path("description").asText());
      example.put("x-summary-fr", error.path("x-description-fr").asText());
      example
          .putObject("value")
          .put("success", false)
          .set("error", error.has("example") ? error.get("example") : error.get("error"));
    }
    return response;
  }

  private String texts(List<String> codes, String key) {
    return String.join(
        " ", codes.stream().map(code -> errors.path(code).path(key).asText()).toList());
  }

  private static ObjectNode reference(String kind, String name) {
    return YAML.createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
  }

  /** How an operation is called from a shell, with its first example. */
  private record CurlSample(ObjectNode document) {
    String of(String method, String path, ObjectNode operation) {
      StringBuilder call = new StringBuilder("curl");
      if (!method.equals("get") && !method.equals("post")) {
        call.append(" -X ").append(method.toUpperCase(Locale.ROOT));
      }
      if (!operation.at("/x-griot/open").asBoolean()) {
        boolean operators = operation.at("/x-griot").has("audience");
        call.append(operators ? " -H \"x-api-key: $GRIOT_ADMIN_KEY\"" : " -H \"x-api-key: $KEY\"");
      }
      String address = "\"$GRIOT" + filled(path, operation) + "\"";
      JsonNode body = example(operation);
      if (List.of("post", "put", "patch").contains(method)) {
        call.append(" -H 'content-type: application/json' \\\n  ").append(address);
        return call.append(" \\\n  -d '").append(quoted(body)).append("'").toString();
      }
      return call.append(" ").append(address).toString();
    }

    private String filled(String path, ObjectNode operation) {
      String filled = path.replace("{sessionId}", "main");
      for (JsonNode said : operation.path("parameters")) {
        JsonNode parameter =
            said.has("$ref") ? document.at(said.get("$ref").asText().substring(1)) : said;
        String name = "{" + parameter.path("name").asText() + "}";
        filled = filled.replace(name, parameter.path("example").asText());
      }
      return filled;
    }

    private static JsonNode example(ObjectNode operation) {
      JsonNode content = operation.at("/requestBody/content/application~1json");
      if (content.has("example")) {
        return content.get("example");
      }
      return content.has("examples")
          ? content.get("examples").iterator().next().path("value")
          : YAML.createObjectNode();
    }

    private static String quoted(JsonNode body) {
      return body.toString().replace("'", "'\\''");
    }
  }

  /** What {@code x-griot} and the path say of an operation. */
  private record Kind(
      boolean session,
      boolean queued,
      boolean page,
      boolean needsPage,
      boolean needsConnection,
      boolean open,
      boolean operators,
      boolean unpaid,
      boolean body,
      boolean queried,
      boolean answersUnknownSession,
      boolean sends,
      boolean dryRun,
      List<String> own) {

    static Kind of(String path, ObjectNode operation, JsonNode document) {
      JsonNode griot = operation.path("x-griot");
      String runs = griot.path("runs").asText();
      List<String> own = new ArrayList<>();
      griot.path("errors").forEach(code -> own.add(code.asText()));
      return new Kind(
          path.contains("{sessionId}"),
          runs.equals("page") || runs.equals("screen"),
          runs.equals("page"),
          !griot.path("requires").asText().equals("none"),
          griot.path("requires").asText().equals("connected"),
          griot.path("open").asBoolean(),
          griot.has("audience"),
          griot.path("unpaid").asBoolean(),
          operation.has("requestBody"),
          isQueried(operation, document),
          griot.has("unknownSession") || own.contains("SESSION_EXISTS"),
          griot.path("sends").asBoolean(),
          griot.has("dryRun"),
          own);
    }

    private static boolean isQueried(ObjectNode operation, JsonNode document) {
      return operation
          .path("parameters")
          .valueStream()
          .map(
              said -> said.has("$ref") ? document.at(said.get("$ref").asText().substring(1)) : said)
          .anyMatch(parameter -> parameter.path("in").asText().equals("query"));
    }

    List<String> failures() {
      List<String> codes = new ArrayList<>();
      if (body) {
        codes.addAll(List.of("MALFORMED_JSON", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"));
      }
      if (body || queried || queued) { // a header can be wrong too
        codes.add("INVALID_FIELD");
      }
      if (!open && !operators) {
        codes.add("RATE_LIMIT_EXCEEDED");
      }
      if (!open && !operators && !unpaid) {
        codes.add("SUBSCRIPTION_SUSPENDED");
      }
      if (!open) {
        codes.addAll(List.of("INVALID_API_KEY", "KEY_OUT_OF_SCOPE", "OVERLOADED"));
      }
      if (session) {
        codes.add("INVALID_SESSION_NAME");
      }
      if (session && !answersUnknownSession) {
        codes.add("SESSION_NOT_FOUND");
      }
      if (needsPage) {
        codes.add("SESSION_NOT_CONNECTED");
      }
      if (queued) {
        codes.addAll(
            List.of(
                "TOO_MANY_COMMANDS_WAITING",
                "IDEMPOTENCY_KEY_REUSED",
                "OUTCOME_UNKNOWN",
                "EXPIRED"));
      }
      if (needsConnection) {
        codes.add("SESSION_DOWN");
      }
      if (page && body) {
        codes.add("MEDIA_TOO_SLOW");
      }
      if (page) {
        codes.addAll(
            List.of(
                "REFUSED_BY_WHATSAPP",
                "TOO_MANY_REQUESTS",
                "PAGE_FAILED",
                "UNAVAILABLE_IN_THIS_VERSION"));
      }
      if (sends) {
        codes.addAll(
            List.of(
                "RESTRICTED_NEW_CHATS",
                "NEW_CHAT_QUOTA_USED_UP",
                "CONTACT_BLOCKED",
                "NOT_ALLOWED_IN_GROUP",
                "MESSAGE_MALFORMED"));
      }
      codes.addAll(own);
      codes.add("INTERNAL");
      return codes;
    }
  }
}
