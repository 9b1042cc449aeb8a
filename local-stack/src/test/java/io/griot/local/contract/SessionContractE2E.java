package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session's life, on a separate session. */
@ExtendWith(StageExtension.class)
class SessionContractE2E {
  private static final Map<String, String> SECOND = Map.of("sessionId", "second");
  private static final Map<String, String> BY_CODE = Map.of("sessionId", "by-code");

  @Test
  @Exercises({
    "sessionStart",
    "sessionStatus",
    "sessionQr",
    "sessionQrImage",
    "sessionRestart",
    "sessionTerminate"
  })
  void startsShowsItsCodeConnectsRestartsAndEnds(Stage stage) {
    try (Phone phone = stage.newPhone("Second shop")) {
      assertThat(message(stage.call("sessionStart", SECOND)))
          .isEqualTo("Session initiated successfully");
      String qr =
          Stage.patiently()
              .until(() -> stage.call("sessionQr", SECOND), answer -> answer.has("qr"))
              .path("qr")
              .asText();
      assertThat(qr.split(",")).hasSize(5);
      assertThat(stage.send(Documented.operation("sessionQrImage"), Stage.fields(SECOND)).text())
          .contains("PNG");
      phone.scan(qr);
      awaitConnected(stage, SECOND);
      assertThat(message(stage.call("sessionQrImage", SECOND)))
          .isEqualTo("qr code not ready or already scanned");

      assertThat(message(stage.call("sessionRestart", SECOND))).isEqualTo("Restarted successfully");
      awaitConnected(stage, SECOND);
      assertThat(phone.devices()).hasSize(1);

      assertThat(message(stage.call("sessionTerminate", SECOND)))
          .isEqualTo("Logged out successfully");
      assertThat(message(stage.call("sessionStatus", SECOND))).isEqualTo("session_not_found");
      Stage.patiently().untilAsserted(() -> assertThat(phone.devices()).isEmpty());
    }
  }

  @Test
  @Exercises(value = "sessionStart", failures = FailureCode.SESSION_EXISTS)
  void startsNoSessionTwice(Stage stage) {
    assertThat(
            stage.fails(
                "sessionStart", FailureCode.SESSION_EXISTS, Map.of("sessionId", Stage.SESSION)))
        .isEqualTo("Session already exists for: " + Stage.SESSION);
  }

  @Test
  @Exercises("sessionRequestPairingCode")
  void linksByACodeThatIsTypedOnThePhone(Stage stage) {
    try (Phone phone = stage.newPhone("Shop without a camera")) {
      stage.call("sessionStart", BY_CODE);
      Stage.patiently().until(() -> stage.call("sessionQr", BY_CODE), answer -> answer.has("qr"));

      String code =
          stage
              .call(
                  "sessionRequestPairingCode",
                  Map.of("sessionId", "by-code", "phoneNumber", phone.number()))
              .path("result")
              .asText();
      phone.enterLinkCode(code);

      awaitConnected(stage, BY_CODE);
      stage.call("sessionTerminate", BY_CODE);
    }
  }

  @Test
  @Exercises(value = "sessionRequestPairingCode", failures = FailureCode.CONFLICT)
  void givesNoCodeOnceLinked(Stage stage) {
    stage.fails(
        "sessionRequestPairingCode",
        FailureCode.CONFLICT,
        Map.of("phoneNumber", stage.shop.number()));
  }

  private static void awaitConnected(Stage stage, Map<String, String> session) {
    Stage.patiently()
        .until(
            () -> stage.call("sessionStatus", session),
            answer -> answer.path("success").asBoolean());
  }

  private static String message(ObjectNode answer) {
    return answer.path("message").asText();
  }
}
