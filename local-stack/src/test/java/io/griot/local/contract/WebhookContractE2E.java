package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of webhooks. WebhooksE2E tests the deliveries. */
@ExtendWith(StageExtension.class)
class WebhookContractE2E {
  private static final String URL = "https://receiver.example/whatsapp";

  @Test
  @Exercises({"webhookSet", "webhookGet", "webhookDelete"})
  void keepsAnAddressAndShowsItsSecretOnce(Stage stage) {
    try (ApiClient api = stage.customer("one-webhook")) {
      assertThat(webhook(api, "webhookGet", "GET", null).isNull()).isTrue();

      JsonNode made = webhook(api, "webhookSet", "PUT", request().put("apiKey", "theirs"));
      assertThat(made.path("url").asText()).isEqualTo(URL);
      assertThat(made.path("hasApiKey").asBoolean()).isTrue();
      assertThat(made.path("secret").asText()).matches("whsec_[A-Za-z0-9+/]{32}");
      assertThat(made.path("events"))
          .extracting(JsonNode::asText)
          .containsExactlyElementsOf(Documented.CATALOGUE.events());

      JsonNode shown = webhook(api, "webhookGet", "GET", null);
      assertThat(shown).isEqualTo(((ObjectNode) made.deepCopy()).without("secret"));

      assertThat(send(api, "webhookDelete", "DELETE", null).path("result").asBoolean()).isTrue();
      assertThat(send(api, "webhookDelete", "DELETE", null).path("result").asBoolean()).isFalse();
      assertThat(webhook(api, "webhookGet", "GET", null).isNull()).isTrue();
    }
  }

  @Test
  @Exercises("webhookSet")
  void changesWhatIsAskedForAndKeepsTheSecretUnlessANewOneIs(Stage stage) {
    try (ApiClient api = stage.customer("changed-webhook")) {
      String first = webhook(api, "webhookSet", "PUT", request()).path("secret").asText();
      ObjectNode fewer = request();
      fewer.putArray("events").add("message_ack").add("message");

      JsonNode changed = webhook(api, "webhookSet", "PUT", fewer);
      assertThat(changed.has("secret")).isFalse();
      assertThat(changed.path("hasApiKey").asBoolean()).isFalse();
      assertThat(changed.path("events"))
          .extracting(JsonNode::asText)
          .containsExactly("message", "message_ack");

      fewer.putArray("events");
      assertThat(webhook(api, "webhookSet", "PUT", fewer).path("events")).isEmpty();
      JsonNode renewed = webhook(api, "webhookSet", "PUT", request().put("newSecret", true));
      assertThat(renewed.path("secret").asText()).startsWith("whsec_").isNotEqualTo(first);
    }
  }

  @Test
  @Exercises({"webhookSetOfSession", "webhookGetOfSession", "webhookDeleteOfSession"})
  void keepsOneOfASessionsOwn(Stage stage) {
    Map<String, String> fields = Map.of("url", URL);
    assertThat(stage.call("webhookGetOfSession", Map.of()).path("webhook").isNull()).isTrue();
    assertThat(stage.call("webhookSetOfSession", fields).at("/webhook/url").asText())
        .isEqualTo(URL);
    assertThat(stage.call("webhookGetOfSession", Map.of()).at("/webhook/url").asText())
        .isEqualTo(URL);
    assertThat(stage.call("webhookGet", Map.of()).path("webhook").isNull()).isTrue();
    assertThat(stage.call("webhookDeleteOfSession", Map.of()).path("result").asBoolean()).isTrue();
    assertThat(stage.call("webhookGetOfSession", Map.of()).path("webhook").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/hook",
        "http://169.254.169.254/latest/meta-data/",
        "https://[fd00:ec2::254]/",
        "http://192.168.1.1:8080/",
        "https://user:word@receiver.example/",
        "https://receiver.example/#part",
        "https:///nowhere"
      })
  @Exercises(
      value = {"webhookSet", "webhookSetOfSession"},
      failures = FailureCode.INVALID_FIELD)
  void refusesAddressesThatLeadElsewhereThanToTheInternet(String url, Stage stage) {
    assertThat(stage.fails("webhookSet", FailureCode.INVALID_FIELD, Map.of("url", url)))
        .startsWith("url: ");
  }

  @Test
  @Exercises(
      value = {"webhookSet", "webhookSetOfSession"},
      failures = FailureCode.INVALID_FIELD)
  void refusesEventsThatDoNotExist(Stage stage) {
    Map<String, Object> wrong = Map.of("url", URL, "events", List.of("message", "mesage"));
    for (String operation : List.of("webhookSet", "webhookSetOfSession")) {
      assertThat(stage.fails(operation, FailureCode.INVALID_FIELD, wrong)).startsWith("events[1]");
    }
  }

  private static ObjectNode request() {
    return Json.MAPPER.createObjectNode().put("url", URL);
  }

  private static JsonNode webhook(
      ApiClient api, String operation, String method, @Nullable ObjectNode body) {
    return send(api, operation, method, body).path("webhook");
  }

  private static JsonNode send(
      ApiClient api, String operation, String method, @Nullable ObjectNode body) {
    Answer answer = api.send(method, "/webhook", body == null ? null : body.toString(), Map.of());
    Documented.assertSuccess(Documented.operation(operation), answer);
    return answer.body();
  }
}
