package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests of the pairing page, with only the link's token. */
@ExtendWith(StageExtension.class)
class PairingContractE2E {
  private static final ObjectNode NOTHING = Json.MAPPER.createObjectNode();

  @Test
  @Exercises({
    "sessionPairingLink",
    "pairingState",
    "pairingStart",
    "pairingCode",
    "pairingAccount"
  })
  void linksAPhoneByALink(Stage stage) {
    String token = token(stage, "by-link");
    try (Phone phone = stage.newPhone("Shop with a link")) {
      assertThat(state(stage, token)).isEqualTo("idle");
      assertThat(call(stage, "pairingAccount", token, NOTHING).path("success").asBoolean())
          .isFalse();

      assertThat(call(stage, "pairingStart", token, NOTHING).path("success").asBoolean()).isTrue();
      Stage.patiently().until(() -> state(stage, token), "scan"::equals);
      ObjectNode number = Json.MAPPER.createObjectNode().put("phoneNumber", phone.number());
      ObjectNode code = call(stage, "pairingCode", token, number);
      phone.enterLinkCode(code.path("result").asText());

      Stage.patiently().until(() -> state(stage, token), "linked"::equals);
      ObjectNode account =
          Stage.patiently()
              .until(
                  () -> call(stage, "pairingAccount", token, NOTHING),
                  answer -> answer.path("success").asBoolean());
      assertThat(account.path("phoneNumber").asText()).isEqualTo(phone.number());
      stage.call("sessionTerminate", Map.of("sessionId", "by-link"));
    }
  }

  @Test
  @Exercises(value = "sessionPairingLink", failures = FailureCode.SESSION_EXISTS)
  void isNotMadeForASessionThatIsLinked(Stage stage) {
    assertThat(stage.fails("sessionPairingLink", FailureCode.SESSION_EXISTS, Map.of()))
        .isEqualTo("Session is linked already: " + Stage.SESSION);
  }

  @Test
  @Exercises({"pairingPage", "webAsset"})
  void showsTheSamePageForEveryToken(Stage stage) {
    String token = token(stage, "page");
    String page = stage.api.get("/pair/" + token).text();

    assertThat(page).isEqualTo(stage.api.get("/pair/another").text()).doesNotContain(token);
    for (String asset : new String[] {"pair.js", "pair.css", "icon.svg"}) {
      assertThat(page).contains("\"/web/" + asset + "\"");
      assertThat(stage.api.get("/web/" + asset).status()).isEqualTo(200);
    }
  }

  @Test
  @Exercises(value = "webAsset", failures = FailureCode.ROUTE_NOT_FOUND)
  void hasNoOtherFiles(Stage stage) {
    stage.fails("webAsset", FailureCode.ROUTE_NOT_FOUND, Map.of("asset", "pair.html"));
  }

  /** A token never issued, a malformed one and none get the same answer. */
  @Test
  void tellsAStrangerNothing(Stage stage) {
    String token = token(stage, "strange");
    String stranger = token.substring(0, 26) + "a".repeat(26);

    for (String operation : new String[] {"pairingState", "pairingStart", "pairingAccount"}) {
      ObjectNode answer = call(stage, operation, stranger, NOTHING);
      assertThat(call(stage, operation, "x", NOTHING)).isEqualTo(answer);
      assertThat(answer.path("state").asText("unknown")).isEqualTo("unknown");
    }
    assertThat(state(stage, token)).isEqualTo("idle");
  }

  @Test
  @Exercises(
      value = {"pairingState", "pairingStart", "pairingCode", "pairingAccount"},
      failures = FailureCode.RATE_LIMIT_EXCEEDED)
  void countsRequests(Stage stage) {
    String token = token(stage, "counted");
    Operation state = Documented.operation("pairingState");
    int sent = 0;
    while (send(stage, state, token, NOTHING).status() == 200) {
      assertThat(++sent).isLessThan(1000);
    }

    for (String id : List.of("pairingState", "pairingStart", "pairingCode", "pairingAccount")) {
      Operation operation = Documented.operation(id);
      Answer refused = send(stage, operation, token, Documented.exampleRequest(operation));
      Documented.assertFailure(
          operation, FailureCode.RATE_LIMIT_EXCEEDED, refused.status(), refused.text());
    }
  }

  private static String token(Stage stage, String session) {
    String url =
        stage.call("sessionPairingLink", Map.of("sessionId", session)).path("url").asText();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static String state(Stage stage, String token) {
    return call(stage, "pairingState", token, NOTHING).path("state").asText();
  }

  private static ObjectNode call(Stage stage, String id, String token, ObjectNode fields) {
    Operation operation = Documented.operation(id);
    Answer answer = send(stage, operation, token, fields);
    Documented.assertSuccess(operation, answer);
    return answer.body();
  }

  private static Answer send(Stage stage, Operation operation, String token, ObjectNode fields) {
    return stage.api.send(
        operation.method(),
        operation.path().text(),
        operation.method().equals("GET") ? null : fields.toString(),
        Map.of("pairing-token", token));
  }
}
