package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Requires;
import io.griot.local.gateway.ApiFixture;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The refusals common to all operations; none of them reaches the session's queue. */
class RefusalsIT {
  private static final String CONNECTED = "connected";
  private static final String SILENT = "silent";

  @RegisterExtension static final ApiFixture api = ApiFixture.withoutPage();

  static String key;
  static String operatorsKey;

  @BeforeAll
  static void start() throws Exception {
    key = api.connected("customer", CONNECTED);
    operatorsKey = api.adminKey();
    api.send(api.request("/session/start/" + SILENT, key).GET().build());
  }

  @AfterEach
  void nothingWasQueued() {
    assertThat(api.host().received()).isEmpty();
    // Evidence expires during the tests.
    api.host().connect(ApiFixture.session("customer", CONNECTED));
  }

  static Stream<Operation> keyed() {
    return Documented.CATALOGUE.operations().stream().filter(operation -> !operation.open());
  }

  static Stream<Operation> ofCustomers() {
    return Documented.customers().filter(operation -> !operation.open());
  }

  static Stream<Operation> ofOperators() {
    return Documented.operators().filter(operation -> !operation.open());
  }

  static Stream<Operation> ofSessions() {
    return keyed().filter(operation -> operation.path().text().contains("{sessionId}"));
  }

  static Stream<Operation> ofConnectedSessions() {
    return ofSessions().filter(operation -> operation.requires() == Requires.CONNECTED);
  }

  static Stream<Operation> withFields() {
    return ofSessions().filter(operation -> operation.requestSchema().isPresent());
  }

  static Stream<Operation> withBody() {
    return withFields().filter(operation -> !inQuery(operation));
  }

  @ParameterizedTest
  @MethodSource("keyed")
  void refusesAWrongKey(Operation operation) throws Exception {
    assertFailure(operation, FailureCode.INVALID_API_KEY, send(operation, CONNECTED, "test_wrong"));
  }

  /** The answer equals, in every byte, that for an unknown key. */
  @ParameterizedTest
  @MethodSource("ofOperators")
  void takesACustomersKeyOfAnOperatorsOperationForNone(Operation operation) throws Exception {
    HttpResponse<String> foreign = send(operation, CONNECTED, key);

    assertFailure(operation, FailureCode.INVALID_API_KEY, foreign);
    assertThat(foreign.body()).isEqualTo(send(operation, CONNECTED, "test_wrong").body());
  }

  @ParameterizedTest
  @MethodSource("ofCustomers")
  void takesAnOperatorsKeyOfACustomersOperationForNone(Operation operation) throws Exception {
    assertFailure(operation, FailureCode.INVALID_API_KEY, send(operation, CONNECTED, operatorsKey));
  }

  static Stream<Operation> paid() {
    return ofCustomers().filter(operation -> !operation.unpaid());
  }

  @ParameterizedTest
  @MethodSource("paid")
  void refusesWhoHasNotPaid(Operation operation) throws Exception {
    String unpaid = api.unpaidKey("debtor");

    assertFailure(
        operation, FailureCode.SUBSCRIPTION_SUSPENDED, send(operation, CONNECTED, unpaid));
  }

  @ParameterizedTest
  @MethodSource("ofSessions")
  void refusesASessionNameThatIsNone(Operation operation) throws Exception {
    assertFailure(operation, FailureCode.INVALID_SESSION_NAME, send(operation, "a.b", key));
  }

  /** Only the exact name of a session counts, for every operation. */
  @ParameterizedTest
  @MethodSource("ofSessions")
  void answersForNoNameThatOnlyBeginsAsOne(Operation operation) throws Exception {
    for (String odd : List.of(";x", "%3Bx", "%2Fx", ".", "/.", "//", "%20")) {
      String path = path(operation, CONNECTED + odd);
      assertThat(api.raw(operation.method(), path, key)).as(path).matches("(404|422) .*");
    }
  }

  @ParameterizedTest
  @MethodSource("ofSessions")
  void doesNotKnowAnUnknownOrForeignSession(Operation operation) throws Exception {
    if (Documented.ownFailures(operation).contains(FailureCode.SESSION_EXISTS)) {
      return; // it creates sessions
    }
    HttpResponse<String> unknown = send(operation, "nowhere", key);
    HttpResponse<String> foreign = send(operation, CONNECTED, api.key("stranger"));

    assertThat(foreign.body()).isEqualTo(unknown.body());
    assertThat(foreign.statusCode()).isEqualTo(unknown.statusCode());
    if (operation.unknownSession().isPresent()) {
      assertThat(unknown.statusCode()).isEqualTo(200);
      assertThat(Json.readObject(unknown.body())).isEqualTo(operation.unknownSession().get());
    } else {
      assertFailure(operation, FailureCode.SESSION_NOT_FOUND, unknown);
    }
  }

  @ParameterizedTest
  @MethodSource("ofConnectedSessions")
  void refusesASessionThatIsNotConnected(Operation operation) throws Exception {
    assertFailure(operation, FailureCode.SESSION_NOT_CONNECTED, send(operation, SILENT, key));
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void refusesABodyThatIsNotJson(Operation operation) throws Exception {
    assertFailure(
        operation, FailureCode.MALFORMED_JSON, send(operation, CONNECTED, key, "{\"chatId\":"));
    assertFailure(operation, FailureCode.INVALID_FIELD, send(operation, CONNECTED, key, "[1]"));
  }

  @ParameterizedTest
  @MethodSource("withFields")
  void namesTheFieldThatIsMissingOrWrong(Operation operation) throws Exception {
    SoftAssertions all = new SoftAssertions();
    ObjectNode right = Documented.exampleRequest(operation);
    for (WrongFields.Wrong wrong : WrongFields.of(operation.requestSchema().orElseThrow(), right)) {
      if (inQuery(operation) && !isTextual(wrong)) {
        continue;
      }
      HttpResponse<String> refused = send(operation, CONNECTED, key, wrong.request());
      all.assertThat(refused.statusCode()).as("%s", wrong).isEqualTo(422);
      all.assertThat(Json.readObject(refused.body()).path("error").asText())
          .as("%s", wrong)
          .startsWith(wrong.field())
          .doesNotContain("^", "$", "\\", "not as described");
    }
    all.assertAll();
  }

  /**
   * Whether the wrong value is a text. A query has only texts, so a number or boolean is not wrong
   * there by type.
   */
  private static boolean isTextual(WrongFields.Wrong wrong) {
    return wrong.request().path(wrong.field()).isTextual();
  }

  private static boolean inQuery(Operation operation) {
    return operation.method().equals("GET") || operation.method().equals("DELETE");
  }

  private static HttpResponse<String> send(Operation operation, String session, String key)
      throws IOException, InterruptedException {
    return send(operation, session, key, Documented.exampleRequest(operation));
  }

  private static HttpResponse<String> send(
      Operation operation, String session, String key, ObjectNode fields)
      throws IOException, InterruptedException {
    if (!inQuery(operation)) {
      return send(operation, session, key, fields.toString());
    }
    String query =
        fields.properties().stream()
            .map(field ->
                field.getKey()
                    + "="
                    + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return api.send(
        api.request(path(operation, session) + "?" + query, key)
            .method(operation.method(), BodyPublishers.noBody())
            .build());
  }

  private static HttpResponse<String> send(
      Operation operation, String session, String key, String body)
      throws IOException, InterruptedException {
    return api.send(
        api.request(path(operation, session), key)
            .header("content-type", "application/json")
            .method(operation.method(), BodyPublishers.ofString(body))
            .build());
  }

  private static String path(Operation operation, String session) {
    return operation.path().text().replace("{sessionId}", session).replaceAll("\\{\\w+}", "none");
  }

  private static void assertFailure(
      Operation operation, FailureCode code, HttpResponse<String> response) {
    Documented.assertFailure(operation, code, response.statusCode(), response.body());
  }
}
