package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operations that concern no session. */
@ExtendWith(StageExtension.class)
class ServiceContractE2E {

  @Test
  @Exercises("ping")
  void answersAPing(Stage stage) {
    assertThat(stage.call("ping", Map.of()).toString())
        .isEqualTo("{\"success\":true,\"message\":\"pong\"}");
  }

  @Test
  @Exercises("commandGet")
  void tellsHowACommandEnded(Stage stage) {
    Phone reader = stage.newPhone("Asked about");
    Answer accepted =
        stage.api.send(
            "POST",
            "/client/sendMessage/" + Stage.SESSION,
            ApiClient.text(reader.id(), "later").toString(),
            Map.of("Prefer", "respond-async"));
    assertThat(accepted.status()).isEqualTo(202);
    String command = accepted.body().path("commandId").asText();

    ObjectNode ended =
        Stage.patiently()
            .until(
                () -> stage.call("commandGet", Map.of("commandId", command)),
                answer -> !answer.path("status").asText().equals("pending"));

    assertThat(ended.path("status").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/answer/message/body").asText()).isEqualTo("later");
    assertThat(reader.conversation(stage.shop.id()))
        .extracting(message -> message.path("body").asText())
        .containsExactly("later");
  }

  @Test
  @Exercises(value = "commandGet", failures = FailureCode.COMMAND_NOT_FOUND)
  void knowsNoOtherCommand(Stage stage) {
    stage.fails("commandGet", FailureCode.COMMAND_NOT_FOUND, Map.of("commandId", "none"));
  }

  @Test
  @Exercises("clientGetState")
  void tellsTheStateOfTheConnection(Stage stage) {
    assertThat(stage.call("clientGetState", Map.of()))
        .isEqualTo(Json.readObject("{\"success\":true,\"state\":\"CONNECTED\"}"));
  }

  @Test
  @Exercises("clientGetClassInfo")
  void tellsWhoseAccountItIs(Stage stage) {
    JsonNode account = stage.call("clientGetClassInfo", Map.of()).path("sessionInfo");

    assertThat(account.at("/wid/_serialized").asText()).isEqualTo(stage.shop.id());
    assertThat(account.path("me")).isEqualTo(account.path("wid"));
    JsonNode phone = stage.shop.ask("GET", "", null);
    assertThat(account.path("pushname").asText()).isEqualTo(phone.path("pushname").asText());
    assertThat(account.path("platform").asText()).isEqualTo(phone.path("platform").asText());
  }
}
