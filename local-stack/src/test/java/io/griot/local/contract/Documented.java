package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Audience;
import io.griot.local.client.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks answers against the OpenAPI document's description of their operation. Thread-safe. */
final class Documented {
  static final Catalogue CATALOGUE = Catalogue.load();

  private static final Map<Audience, JsonNode> DOCUMENTS =
      Map.of(
          Audience.CUSTOMER, read("openapi.json"), Audience.OPERATOR, read("openapi.admin.json"));
  private static final JsonNode RUNS = read("catalogue.json");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(Dialects.getDraft202012());
  private static final Map<String, Schema> ANSWERS = new ConcurrentHashMap<>();

  private Documented() {}

  private static JsonNode read(String name) {
    try {
      return Json.MAPPER.readTree(Catalogue.class.getResourceAsStream(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Operation operation(String id) {
    return CATALOGUE
        .operation(id)
        .orElseThrow(() -> new AssertionError("no operation is called " + id));
  }

  /** The operations of customers. */
  static Stream<Operation> customers() {
    return CATALOGUE.operations().stream().filter(it -> it.audience() == Audience.CUSTOMER);
  }

  /** The operations of operators. */
  static Stream<Operation> operators() {
    return CATALOGUE.operations().stream().filter(it -> it.audience() == Audience.OPERATOR);
  }

  /** The failures that the document lists for an operation. */
  static Set<FailureCode> failures(Operation operation) {
    return node(operation).path("responses").properties().stream()
        .filter(response -> response.getKey().matches("[45]\\d\\d"))
        .map(response -> response.getValue().path("$ref").asText())
        .flatMap(name -> Arrays.stream(name.replaceFirst(".*/", "").split("\\.")))
        .filter(name -> !name.equals("TooFast")) // API Gateway's own answer
        .map(FailureCode::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The failures specific to an operation, without those common to its kind. */
  static Set<FailureCode> ownFailures(Operation operation) {
    return RUNS.path("paths")
        .path(operation.path().text())
        .path(operation.method().toLowerCase(Locale.ROOT))
        .at("/x-griot/errors")
        .valueStream()
        .map(code -> FailureCode.valueOf(code.asText()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The catalogue's answer of an operation about an unknown person; empty for an error. */
  static String ofNobody(Operation operation) {
    return RUNS.path("paths")
        .path(operation.path().text())
        .path(operation.method().toLowerCase(Locale.ROOT))
        .at("/x-griot/nobody")
        .asText();
  }

  private static JsonNode node(Operation operation) {
    return DOCUMENTS
        .getOrDefault(operation.audience(), MissingNode.getInstance())
        .path("paths")
        .path(operation.path().text())
        .path(operation.method().toLowerCase(Locale.ROOT));
  }

  /** A valid request: the document's first example; no fields if the operation takes none. */
  static ObjectNode exampleRequest(Operation operation) {
    JsonNode content = node(operation).at("/requestBody/content/application~1json");
    JsonNode example =
        content.has("examples")
            ? content.path("examples").iterator().next().path("value")
            : content.path("example");
    return example instanceof ObjectNode fields ? fields : Json.MAPPER.createObjectNode();
  }

  /** Asserts a 200 whose body matches the document. */
  static void assertSuccess(Operation operation, Answer answer) {
    assertThat(answer.status()).as("%s: %s", operation.id(), answer.text()).isEqualTo(200);
    assertAnswer(operation, answer.text());
  }

  /** Asserts that the body of a 200 matches the document. */
  static void assertAnswer(Operation operation, String text) {
    Schema schema =
        ANSWERS.computeIfAbsent(
            operation.id(), id -> REGISTRY.getSchema(CATALOGUE.answerSchema(id).orElseThrow()));
    assertThat(schema.validate(Json.readObject(text))).as("%s: %s", operation.id(), text).isEmpty();
  }

  /** The operation's failure that an answer represents; fails when there is none. */
  static FailureCode failure(Operation operation, int status, String error) {
    return failures(operation).stream()
        .filter(code -> code.httpStatus() == status)
        .filter(code -> code == FailureCode.INVALID_FIELD || error.startsWith(code.text()))
        .min(Comparator.comparing(code -> code == FailureCode.INVALID_FIELD))
        .orElseThrow(() ->
            new AssertionError("%s: %d %s is not documented".formatted(operation, status, error)));
  }

  /** Asserts a failure of this code, documented for the operation, in the common form of errors. */
  static void assertFailure(Operation operation, FailureCode code, int status, String text) {
    assertThat(status).as("%s: %s", operation.id(), text).isEqualTo(code.httpStatus());
    ObjectNode body = Json.readObject(text);
    assertThat(body.properties()).extracting(Map.Entry::getKey).containsExactly("success", "error");
    assertThat(body.path("success").toString()).isEqualTo("false");
    assertThat(body.path("error").asText()).isNotEmpty();
    assertThat(failures(operation)).as("failures documented for %s", operation.id()).contains(code);
  }
}
