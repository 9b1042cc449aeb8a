package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sessions of a customer who has no others. */
@ExtendWith(StageExtension.class)
class SessionsContractE2E {

  @Test
  @Exercises({
    "sessionStop",
    "sessionGetSessions",
    "sessionTerminateInactive",
    "sessionTerminateAll"
  })
  void listsStopsStartsAgainAndEndsThem(Stage stage) {
    try (ApiClient api = stage.customer("many-sessions");
        Phone phone = stage.newPhone("Stopped shop")) {
      assertThat(names(api)).isEqualTo("[]");
      stage.link(api, "linked", phone);
      assertThat(api.get("/session/start/waiting").success()).isTrue();
      Stage.patiently()
          .untilAsserted(() -> assertThat(names(api)).isEqualTo("[\"linked\",\"waiting\"]"));

      assertThat(message(api, "sessionStop", "/session/stop/linked"))
          .isEqualTo("Session stopped successfully");
      assertThat(message(api, "sessionStop", "/session/stop/linked"))
          .isEqualTo("Session stopped successfully");
      assertThat(message(api, "sessionStatus", "/session/status/linked"))
          .isEqualTo("session_not_connected");
      assertThat(api.get("/client/getState/linked").status()).isEqualTo(404);
      assertThat(phone.devices()).hasSize(1);

      assertThat(message(api, "sessionStart", "/session/start/linked"))
          .isEqualTo("Session initiated successfully");
      Stage.patiently().until(() -> api.get("/session/status/linked"), Answer::success);
      assertThat(phone.devices()).hasSize(1);

      assertThat(message(api, "sessionTerminateInactive", "/session/terminateInactive"))
          .isEqualTo("Flush completed successfully");
      Stage.patiently().untilAsserted(() -> assertThat(names(api)).isEqualTo("[\"linked\"]"));

      assertThat(message(api, "sessionStop", "/session/stop/linked"))
          .isEqualTo("Session stopped successfully");
      assertThat(message(api, "sessionTerminateAll", "/session/terminateAll"))
          .isEqualTo("Flush completed successfully");
      Stage.patiently().untilAsserted(() -> assertThat(names(api)).isEqualTo("[]"));
      assertThat(phone.devices()).isEmpty();
    }
  }

  @Test
  @Exercises(value = "sessionStart", failures = FailureCode.SESSION_QUOTA_EXCEEDED)
  void startsNoMoreSessionsThanThePlanAllows(Stage stage) {
    try (ApiClient api = stage.customer("small-plan")) {
      stage.allow("small-plan", 1);
      assertThat(api.get("/session/start/one").success()).isTrue();

      Answer second = api.send("GET", "/session/start/two", null, Map.of());
      Documented.assertFailure(
          Documented.operation("sessionStart"),
          FailureCode.SESSION_QUOTA_EXCEEDED,
          second.status(),
          second.text());
      assertThat(names(api)).isEqualTo("[\"one\"]");

      assertThat(message(api, "sessionTerminate", "/session/terminate/one"))
          .isEqualTo("Logged out successfully");
      assertThat(api.get("/session/start/two").success()).isTrue();
      assertThat(message(api, "sessionTerminate", "/session/terminate/two"))
          .isEqualTo("Logged out successfully");
    }
  }

  private static String names(ApiClient api) {
    return body(api, "sessionGetSessions", "/session/getSessions").path("result").toString();
  }

  private static String message(ApiClient api, String operation, String path) {
    return body(api, operation, path).path("message").asText();
  }

  private static JsonNode body(ApiClient api, String operation, String path) {
    Answer answer = api.send("GET", path, null, Map.of());
    Documented.assertSuccess(Documented.operation(operation), answer);
    return answer.body();
  }
}
