package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Operation.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.load();

  @Test
  void knowsHowAnOperationRuns() {
    Operation send = catalogue.operation("clientSendMessage").orElseThrow();

    assertThat(send.runs()).isEqualTo(Runs.PAGE);
    assertThat(send.requires()).isEqualTo(Requires.CONNECTED);
    assertThat(send.repeatable()).isTrue();
    assertThat(send.ordered()).contains("chatId");
    assertThat(send.open()).isFalse();
    assertThat(send.unknownSession()).isEmpty();
  }

  @Test
  void onlyPingTheDescriptionPairingPagesAndProvidersNotificationsAreOpen() {
    assertThat(catalogue.operations())
        .filteredOn(Operation::open)
        .extracting(Operation::id)
        .containsExactly(
            "ping",
            "openApi",
            "apiDocs",
            "apiDocsAsset",
            "pairingPage",
            "webAsset",
            "pairingState",
            "pairingStart",
            "pairingCode",
            "pairingAccount",
            "billingPing",
            "billingNotify");
  }

  @Test
  void findsTheOperationOfARequestAndItsParameters() {
    assertThat(catalogue.match("GET", "/session/qr/main/image"))
        .isInstanceOfSatisfying(
            Catalogue.Match.Found.class,
            found -> {
              assertThat(found.operation().id()).isEqualTo("sessionQrImage");
              assertThat(found.parameters()).isEqualTo(Map.of("sessionId", "main"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Session/START/main", "/session/start/main/"})
  void readsPathsAsTheOriginalDoes(String path) {
    assertThat(catalogue.match("GET", path)).isInstanceOf(Catalogue.Match.Found.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/session", "/session/start/", "/session/start/a/b", "/nope/x"})
  void hasNoRouteForOtherPaths(String path) {
    assertThat(catalogue.match("GET", path)).isInstanceOf(Catalogue.Match.NoRoute.class);
  }

  @Test
  void namesTheMethodsOfAPath() {
    assertThat(catalogue.match("DELETE", "/client/sendMessage/main"))
        .isInstanceOfSatisfying(
            Catalogue.Match.WrongMethod.class,
            wrong -> assertThat(wrong.allowed()).containsExactly("POST"));
  }

  @Test
  void takesAHeadForAGet() {
    assertThat(catalogue.match("HEAD", "/ping"))
        .isInstanceOfSatisfying(
            Catalogue.Match.Found.class,
            found -> assertThat(found.operation().id()).isEqualTo("ping"));
    assertThat(catalogue.match("HEAD", "/client/sendMessage/main"))
        .isInstanceOf(Catalogue.Match.WrongMethod.class);
    assertThat(catalogue.match("PATCH", "/webhook"))
        .isInstanceOfSatisfying(
            Catalogue.Match.WrongMethod.class,
            wrong -> assertThat(wrong.allowed()).containsExactly("DELETE", "GET", "HEAD", "PUT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//session/start/main",
        "/session//start/main",
        "/session/start//main",
        "/session/start/main//",
        "/session/start/main/.",
        "/session/./start/main",
        "/session/qr/../start/main",
        "/session;x/start/main",
        "/session%2Fstart/main",
        "/session\\start\\main",
      })
  void readsNoOtherPathAsOneOfItsOwn(String path) {
    assertThat(catalogue.match("GET", path)).isInstanceOf(Catalogue.Match.NoRoute.class);
  }

  @Test
  void givesSchemasWithoutReferences() {
    for (Operation operation : catalogue.operations()) {
      operation.requestSchema().ifPresent(schema -> assertThat(schema.findValue("$ref")).isNull());
      catalogue
          .answerSchema(operation.id())
          .ifPresent(schema -> assertThat(schema.findValue("$ref")).isNull());
    }
    assertThat(catalogue.answerSchema("clientSendMessage")).isPresent();
  }

  @Test
  void keepsEqualValuesOfTheOrderedFieldInOneGroup() {
    Operation send = catalogue.operation("clientSendMessage").orElseThrow();
    ObjectNode toAwa = Json.MAPPER.createObjectNode().put("chatId", "22670123456@c.us");
    ObjectNode toIssa = Json.MAPPER.createObjectNode().put("chatId", "22676543210@c.us");

    CommandId one = CommandId.random(new Random(1));
    CommandId other = CommandId.random(new Random(2));
    assertThat(send.messageGroup(one, toAwa)).isEqualTo(send.messageGroup(other, toAwa));
    assertThat(send.messageGroup(one, toAwa)).isNotEqualTo(send.messageGroup(one, toIssa));
    assertThat(send.messageGroup(one, toAwa)).matches("[a-z2-7]{26}");
  }

  @Test
  void keepsTheAccountsOtherWritesInOneGroup() {
    Operation name = catalogue.operation("clientSetDisplayName").orElseThrow();
    ObjectNode nothing = Json.MAPPER.createObjectNode();

    assertThat(name.messageGroup(CommandId.random(new Random(1)), nothing)).isEqualTo("account");
  }

  @Test
  void letsReadsWaitForNothing() {
    Operation messages = catalogue.operation("chatFetchMessages").orElseThrow();
    ObjectNode ofAwa = Json.MAPPER.createObjectNode().put("chatId", "22670123456@c.us");
    CommandId one = CommandId.random(new Random(1));
    CommandId other = CommandId.random(new Random(2));

    assertThat(messages.messageGroup(one, ofAwa)).isEqualTo(messages.messageGroup(one, ofAwa));
    assertThat(messages.messageGroup(one, ofAwa)).isNotEqualTo(messages.messageGroup(other, ofAwa));
  }

  @Test
  void givesReadsAShortDeadlineOfTheirOwn() {
    assertThat(catalogue.operation("clientSearchMessages").orElseThrow().deadline())
        .contains(Duration.ofSeconds(20));
    assertThat(catalogue.operation("messageDownloadMedia").orElseThrow().deadline())
        .contains(Duration.ofSeconds(60));
    assertThat(catalogue.operation("clientSendMessage").orElseThrow().deadline()).isEmpty();
  }

  @Test
  void takesPicturesOfThePageWhileOtherRequestsWait() {
    Operation picture = catalogue.operation("sessionGetPageScreenshot").orElseThrow();

    CommandId command = CommandId.random(new Random(1));
    assertThat(picture.messageGroup(command, Json.MAPPER.createObjectNode())).isEqualTo("screen");
    assertThat(picture.withoutPage()).isPresent();
  }

  @Test
  void knowsWhatChangesSomething() {
    assertThat(catalogue.operation("clientSendMessage").orElseThrow().effect())
        .isEqualTo(Operation.Effect.WRITE);
    assertThat(catalogue.operation("clientGetChats").orElseThrow().effect())
        .isEqualTo(Operation.Effect.READ);
  }

  @Test
  void knowsWhatWritesToSomebody() {
    assertThat(catalogue.operation("clientSendMessage").orElseThrow().writesTo())
        .containsExactly("chatId");
    assertThat(catalogue.operation("messageForward").orElseThrow().writesTo())
        .containsExactly("destinationChatId");
    assertThat(catalogue.operation("messageReply").orElseThrow().writesTo())
        .containsExactly("destinationChatId", "chatId");
    assertThat(catalogue.operation("messageReact").orElseThrow().writesTo()).isEmpty();
    assertThat(catalogue.operation("chatFetchMessages").orElseThrow().writesTo()).isEmpty();
  }

  @Test
  void refusesTwoOperationsOnOnePath() {
    ObjectNode document = document("/a/{x}", "one");
    ((ObjectNode) document.path("paths"))
        .set("/A/{y}", document("/a", "two").at("/paths/~1a").deepCopy());

    assertThatThrownBy(() -> Catalogue.of(document)).hasMessageContaining("two operations answer");
  }

  @Test
  void refusesAnUnknownWayToRun() {
    JsonNode document = document("/a", "one");
    ((ObjectNode) document.at("/paths/~1a/get/x-griot")).put("runs", "somewhere");

    assertThatThrownBy(() -> Catalogue.of(document)).hasMessageContaining("one: x-griot.runs");
  }

  @Test
  void refusesToOrderByAFieldThatDoesNotExist() {
    JsonNode document = document("/a", "one");
    ((ObjectNode) document.at("/paths/~1a/get/x-griot")).put("ordered", "chatId");

    assertThatThrownBy(() -> Catalogue.of(document)).hasMessageContaining("ordered by a field");
  }

  @Test
  void knowsWhatSaysBeforehandWhatASendWouldDo() {
    Operation send = catalogue.operation("clientSendMessage").orElseThrow();
    Operation read = catalogue.operation("clientGetChats").orElseThrow();

    assertThat(catalogue.dryRunOf(send)).map(Operation::id).contains("clientCheckSend");
    assertThat(catalogue.dryRunOf(read)).isEmpty();
    assertThat(catalogue.foresees(catalogue.dryRunOf(send).orElseThrow())).isTrue();
    assertThat(catalogue.foresees(send)).isFalse();
  }

  @Test
  void refusesWhatWritesToSomebodyAndForeseesNothing() {
    JsonNode document = document("/a", "one");
    ObjectNode operation = (ObjectNode) document.at("/paths/~1a/get");
    operation.set("parameters", query("chatId"));
    ((ObjectNode) operation.path("x-griot"))
        .put("runs", "page")
        .put("effect", "write")
        .put("ordered", "chatId")
        .put("writesTo", "chatId");

    assertThatThrownBy(() -> Catalogue.of(document)).hasMessageContaining("one: x-griot.dryRun");
  }

  private static ArrayNode query(String name) {
    ArrayNode parameters = Json.MAPPER.createArrayNode();
    parameters.addObject().put("name", name).put("in", "query").putObject("schema");
    return parameters;
  }

  @Test
  void refusesADryRunThatNothingCarriesOut() {
    JsonNode document = document("/a", "one");
    ((ObjectNode) document.at("/paths/~1a/get/x-griot")).put("dryRun", "two");

    assertThatThrownBy(() -> Catalogue.of(document)).hasMessageContaining("one: x-griot.dryRun");
  }

  @Test
  void everyOperationIsDescribedInBothLanguagesWithItsErrors() throws Exception {
    JsonNode english = Json.MAPPER.readTree(Catalogue.document(false)).path("paths");
    JsonNode french = Json.MAPPER.readTree(Catalogue.document(true)).path("paths");
    for (Operation operation : of(Operation.Audience.CUSTOMER)) {
      JsonNode node = node(english, operation);
      for (String text : List.of("summary", "description")) {
        assertThat(node.path(text).asText()).as(operation.id()).isNotBlank();
        assertThat(node(french, operation).path(text).asText())
            .as("the French %s of %s", text, operation.id())
            .isNotBlank()
            .isNotEqualTo(node.path(text).asText());
      }
      assertThat(node.path("responses").has("500")).as(operation.id()).isTrue();
      assertThat(node.path("responses").has("429"))
          .as("%s: every key has a rate, and what needs none has the gateway's", operation.id())
          .isTrue();
      assertThat(node.path("responses").has("403")).as(operation.id()).isEqualTo(!operation.open());
    }
  }

  @Test
  void operatorsHaveADocumentOfTheirOwnAndNobodyElseSeesAnyOfIt() throws Exception {
    JsonNode customers = Json.MAPPER.readTree(Catalogue.document(false));
    JsonNode operators = Json.MAPPER.readTree(Catalogue.operatorsDocument());

    for (Operation operation : of(Operation.Audience.OPERATOR)) {
      JsonNode node = node(operators.path("paths"), operation);
      // Only payment providers call without a key.
      assertThat(operation.path().text()).startsWith(operation.open() ? "/billing/" : "/admin/");
      assertThat(node.path("summary").asText()).as(operation.id()).isNotBlank();
      assertThat(node.path("description").asText()).as(operation.id()).isNotBlank();
      assertThat(node(customers.path("paths"), operation).isMissingNode()).isTrue();
    }
    for (Operation operation : of(Operation.Audience.CUSTOMER)) {
      assertThat(node(operators.path("paths"), operation).isMissingNode()).isTrue();
    }
    assertThat(operators.path("security").toString()).isEqualTo("[{\"operatorKey\":[]}]");
    assertThat(operators.has("webhooks")).isFalse();
    assertThat(customers.path("tags").findValuesAsText("name")).doesNotContain("admin");
    assertThat(customers.at("/x-errors").has("CUSTOMER_EXISTS")).isFalse();
    assertThat(customers.toString())
        .doesNotContain("/admin/", "x-operator", "x-audience", "x-verb", "\"admin\"");
  }

  @Test
  void aScopeFollowsFromWhatAnOperationDoesUnlessItSays() {
    assertThat(scope("clientGetChats")).isEqualTo(Scope.READ);
    assertThat(scope("clientSendMessage")).isEqualTo(Scope.SEND);
    assertThat(scope("sessionRequestPairingCode")).isEqualTo(Scope.SESSIONS);
    assertThat(scope("sessionQr")).isEqualTo(Scope.SESSIONS);
    assertThat(scope("accountKeyIssue")).isEqualTo(Scope.ADMINISTER);
    assertThat(scope("accountKeyList")).isEqualTo(Scope.ADMINISTER);
  }

  /** Keys made before scopes existed must still be allowed everything that the API had then. */
  @Test
  void keysFromBeforeThereWereScopesNeedNoneThatTheyLack() {
    assertThat(of(Operation.Audience.CUSTOMER))
        .filteredOn(operation -> !operation.open() && !Scope.USUAL.contains(operation.scope()))
        .allMatch(operation -> operation.path().text().startsWith("/account/"));
  }

  private Scope scope(String id) {
    return catalogue.operation(id).orElseThrow().scope();
  }

  private List<Operation> of(Operation.Audience audience) {
    return catalogue.operations().stream().filter(it -> it.audience() == audience).toList();
  }

  private static JsonNode node(JsonNode paths, Operation operation) {
    return paths.path(operation.path().text()).path(operation.method().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode document(String path, String operationId) {
    ObjectNode document = Json.MAPPER.createObjectNode();
    ObjectNode operation =
        document
            .putObject("paths")
            .putObject(path)
            .putObject("get")
            .put("operationId", operationId);
    operation
        .putObject("x-griot")
        .put("runs", "api")
        .put("requires", "none")
        .put("effect", "read")
        .put("repeatable", true);
    return document;
  }
}
