package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.local.gateway.ApiFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session gets a webhook before it starts, and the webhook stays with the session's name. */
class StartWithWebhookContractIT {
  private static final String URL = "https://receiver.example/hook";
  private static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final Map<String, Object> MAIN = Map.of("sessionId", "main");

  @RegisterExtension
  static final ApiFixture api = ApiFixture.with(StartWithWebhookContractIT::unexpected);

  private static Outcome unexpected(Command command) {
    return new Outcome.Failed(FailureCode.INTERNAL);
  }

  @Test
  @Exercises("sessionStartWith")
  void hasAWebhookBeforeItStarts() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.key("begins"));

    JsonNode started =
        shop.call(
            "sessionStartWith",
            with(Map.of("url", URL, "events", List.of("qr"), "secret", SECRET)));

    assertThat(started.at("/webhook/url").asText()).isEqualTo(URL);
    assertThat(started.at("/webhook/secret").asText()).isEqualTo(SECRET);
    JsonNode own = shop.call("webhookGetOfSession", MAIN).path("webhook");
    assertThat(own.path("events").toString()).isEqualTo("[\"qr\"]");
    assertThat(own.has("secret")).isFalse();
    assertThat(shop.call("webhookGet", Map.of()).path("webhook").isNull()).isTrue();
  }

  @Test
  @Exercises("sessionStart")
  void takesItInTheQueryToo() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.key("asks"));

    JsonNode started =
        shop.call(
            "sessionStart",
            Map.of(
                "sessionId", "main", "webhook%5Burl%5D", URL, "webhook%5Bevents%5D%5B%5D", "qr"));

    assertThat(started.at("/webhook/secret").asText()).startsWith("whsec_");
    assertThat(started.at("/webhook/events").toString()).isEqualTo("[\"qr\"]");
  }

  @Test
  void leavesItToTheNameUntilItIsDeleted() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.key("returns"));
    shop.call("sessionStartWith", with(Map.of("url", URL)));
    shop.call("sessionTerminate", MAIN);

    assertThat(shop.call("webhookGetOfSession", MAIN).at("/webhook/url").asText()).isEqualTo(URL);
    shop.call("sessionStart", MAIN);
    assertThat(shop.call("webhookGetOfSession", MAIN).at("/webhook/url").asText()).isEqualTo(URL);

    shop.call("sessionTerminate", MAIN);
    assertThat(shop.call("webhookDeleteOfSession", MAIN).path("result").asBoolean()).isTrue();
    shop.fails("webhookGetOfSession", FailureCode.SESSION_NOT_FOUND, MAIN);
  }

  @Test
  @Exercises(value = "sessionStartWith", failures = FailureCode.SESSION_EXISTS)
  void setsItThoughTheSessionRuns() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.connected("runs", "main"));

    shop.fails("sessionStartWith", FailureCode.SESSION_EXISTS, with(Map.of("url", URL)));

    assertThat(shop.call("webhookGetOfSession", MAIN).at("/webhook/url").asText()).isEqualTo(URL);
  }

  @Test
  @Exercises(value = "sessionStartWith", failures = FailureCode.SESSION_QUOTA_EXCEEDED)
  void leavesNoneBehindOfASessionThatMayNotStart() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.key("full"));
    api.allow("full", 0);

    shop.fails("sessionStartWith", FailureCode.SESSION_QUOTA_EXCEEDED, with(Map.of("url", URL)));

    shop.fails("webhookGetOfSession", FailureCode.SESSION_NOT_FOUND, MAIN);
  }

  @Test
  void refusesAnAddressOrASecretThatCannotBe() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.key("wrong"));

    assertThat(
            shop.fails(
                "sessionStartWith",
                FailureCode.INVALID_FIELD,
                with(Map.of("url", "https://10.0.0.1/"))))
        .isEqualTo("webhook.url: is not on the public internet");
    assertThat(
            shop.fails(
                "sessionStartWith",
                FailureCode.INVALID_FIELD,
                with(Map.of("url", URL, "secret", "whsec_short"))))
        .startsWith("webhook.secret");
    assertThat(shop.call("sessionGetSessions", Map.of()).path("result")).isEmpty();
  }

  private static Map<String, Object> with(Map<String, Object> webhook) {
    return Map.of("sessionId", "main", "webhook", webhook);
  }
}
