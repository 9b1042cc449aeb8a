package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Audience;
import io.griot.contract.Outcome;
import io.griot.contract.SessionName;
import io.griot.functions.eventlog.LogCursor;
import io.griot.functions.eventlog.LogId;
import io.griot.local.contract.MatrixRequests.Bytes;
import io.griot.local.gateway.ApiFixture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of customers that names anything, with a test key and what is of the same
 * customer's live keys: it is as unknown as what never was, to the byte. So it is for a key that
 * reaches another session alone.
 */
class EnvironmentsMatrixIT {
  private static final String LIVE = "in-earnest";
  private static final String NOBODYS = "nobody";
  private static final Pattern PARAMETER = Pattern.compile("\\{(sessionId|commandId|keyId)}");
  private static final String TEXT = "what customers read";

  @RegisterExtension static final ApiFixture api = ApiFixture.with(EnvironmentsMatrixIT::done);

  static MatrixRequests requests;
  static String live;
  static String test;
  static String elsewhere;
  static Map<String, String> ofLiveKeys;
  static Map<String, String> nobodys;

  @BeforeAll
  static void start() throws Exception {
    requests = new MatrixRequests(api);
    KeyedCalls operator = new KeyedCalls(api, api.adminKey());
    test = api.key("awa");
    live = api.liveKeyOf("awa");
    elsewhere =
        operator
            .call(
                "adminCustomerKeyIssue",
                Map.of("customerId", "awa", "kind", "live", "sessions", List.of("elsewhere")))
            .at("/key/key")
            .asText();
    ObjectNode _ = operator.with(live).call("sessionStart", Map.of("sessionId", LIVE));
    connect();
    api.host().run(ApiFixture.session("awa", LIVE));
    ofLiveKeys =
        Map.of("sessionId", LIVE, "commandId", sent(live, "k"), "keyId", live.substring(0, 13));
    nobodys = Map.of("sessionId", NOBODYS, "commandId", "a".repeat(26), "keyId", "live_00000000");
  }

  /** Evidence ages while the cells are tried. */
  @BeforeEach
  void stayConnected() {
    connect();
  }

  private static void connect() {
    api.host().connect(ApiFixture.session("awa", LIVE));
  }

  private static Outcome done(Command command) {
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true).put("state", TEXT), Duration.ZERO);
  }

  private static String sent(String key, String idempotencyKey) throws Exception {
    HttpResponse<String> answer = clientState(key, idempotencyKey);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("X-Command-Id").orElseThrow();
  }

  private static HttpResponse<String> clientState(String key, String idempotencyKey)
      throws Exception {
    return api.send(
        api.request("/client/getState/" + LIVE, key)
            .header("idempotency-key", idempotencyKey)
            .GET()
            .build());
  }

  static Stream<Operation> naming() {
    return Catalogue.load().operations().stream()
        .filter(operation -> operation.audience() == Audience.CUSTOMER && !operation.open())
        .filter(operation -> PARAMETER.matcher(operation.path().text()).find())
        // Both kinds have their sessions' names from one set: a name that is taken is taken.
        .filter(
            operation -> !Documented.ownFailures(operation).contains(FailureCode.SESSION_EXISTS));
  }

  @ParameterizedTest
  @MethodSource("naming")
  void knowsNothingOfLiveKeysWithATestKey(Operation operation) throws Exception {
    assertUnknown(operation, test);
  }

  @ParameterizedTest
  @MethodSource("naming")
  void knowsNothingOfWhatIsOfASessionThatIsNotOnTheKeysList(Operation operation) throws Exception {
    assertUnknown(operation, elsewhere);
  }

  private static void assertUnknown(Operation operation, String key) throws Exception {
    SoftAssertions cells = new SoftAssertions();
    for (String name : names(operation)) {
      cells
          .assertThat(send(operation, key, name, ofLiveKeys))
          .as("%s × %s", operation, name)
          .isEqualTo(send(operation, key, name, nobodys));
    }
    cells.assertAll();
  }

  private static List<String> names(Operation operation) {
    return PARAMETER
        .matcher(operation.path().text())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static Bytes send(
      Operation operation, String key, String name, Map<String, String> values) throws Exception {
    String value = values.getOrDefault(name, "");
    return Bytes.of(
            requests.send(
                operation, Optional.of(key), Map.of(name, value), Json.MAPPER.createObjectNode()))
        .without(value);
  }

  /** Its id derives from the session's name and the key, which a test key may have too. */
  @Test
  void answersNoTestKeyWithTheOutcomeOfALiveRequest() throws Exception {
    String command = sent(live, "order-17");

    assertThat(clientState(test, "order-17").body()).doesNotContain(TEXT);
    assertThat(api.send(api.request("/commands/" + command, test).GET().build()).statusCode())
        .isEqualTo(404);
    assertThat(sent(live, "order-17")).isEqualTo(command);
  }

  @Test
  void readsNoEventOfLiveSessionsWithATestKeyAndACursorOfTheirs() throws Exception {
    LogId log = new LogId(new CustomerId("awa"), new SessionName(LIVE), Environment.LIVE);
    String cursor = LogCursor.START.at(log, 0).text();

    HttpResponse<String> answer =
        api.send(api.request("/events?after=" + cursor + "&wait=0", test).GET().build());

    assertThat(Json.readObject(answer.body()).path("events")).isEmpty();
    assertThat(
            api.send(api.request("/events?sessionId=" + LIVE + "&wait=0", test).GET().build())
                .statusCode())
        .isEqualTo(404);
  }
}
