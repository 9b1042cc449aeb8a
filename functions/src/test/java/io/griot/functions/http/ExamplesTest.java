package io.griot.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the examples of {@code openapi.yaml} are correct, because people copy them. */
class ExamplesTest {
  private static final String JSON = "/content/application~1json";
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(Dialects.getDraft202012());

  private final RequestValidator validator = new RequestValidator();

  static Stream<Operation> operations() {
    return CATALOGUE.operations().stream();
  }

  static Stream<Operation> withJsonAnswer() {
    return operations().filter(operation -> CATALOGUE.answerSchema(operation.id()).isPresent());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void haveARequestThatIsAccepted(Operation operation) throws IOException {
    JsonNode body = document(operation).path("requestBody");
    if (body.isMissingNode()) {
      return;
    }
    List<ObjectNode> examples = examples(body.at(JSON));

    assertThat(examples).isNotEmpty();
    examples.forEach(example ->
        assertThatCode(() -> validator.check(operation, example)).doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("withJsonAnswer")
  void haveAnswersThatAreAsDescribed(Operation operation) throws IOException {
    var schema = REGISTRY.getSchema(CATALOGUE.answerSchema(operation.id()).orElseThrow());
    List<ObjectNode> examples = examples(document(operation).at("/responses/200" + JSON));

    assertThat(examples).isNotEmpty();
    examples.forEach(example -> assertThat(schema.validate(example)).isEmpty());
    operation.unknownSession().ifPresent(answer -> assertThat(schema.validate(answer)).isEmpty());
  }

  private static JsonNode document(Operation operation) throws IOException {
    JsonNode document =
        Json.MAPPER.readTree(
            switch (operation.audience()) {
              case CUSTOMER -> Catalogue.document(false);
              case OPERATOR -> Catalogue.operatorsDocument();
            });
    return document
        .path("paths")
        .path(operation.path().text())
        .path(operation.method().toLowerCase(Locale.ROOT));
  }

  private static List<ObjectNode> examples(JsonNode content) {
    List<ObjectNode> examples = new ArrayList<>();
    if (content.get("example") instanceof ObjectNode example) {
      examples.add(example);
    }
    content.path("examples").forEach(named -> examples.add((ObjectNode) named.path("value")));
    return examples;
  }
}
