package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.functions.FunctionsSettings;
import io.griot.local.gateway.ApiFixture;
import io.griot.local.gateway.StandInDeliveries;
import io.griot.local.gateway.StandInDeliveries.Taken;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The libraries of Standard Webhooks accept the deliveries. */
class SignatureVerifiersIT {
  private static final String OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String PROGRAM = "clients/src/verify.mjs";

  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.with(SignatureVerifiersIT::unexpected)
          .settings(Map.of(FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(), "true"));

  static StandInDeliveries deliveries;

  @BeforeAll
  static void start() throws Exception {
    deliveries = new StandInDeliveries(api);
  }

  @AfterAll
  static void stop() {
    deliveries.close();
  }

  private static Outcome unexpected(Command command) {
    return new Outcome.Failed(FailureCode.INTERNAL);
  }

  @Test
  void acceptADeliveryWithOneSecretAndWithTwo() throws Exception {
    KeyedCalls shop = new KeyedCalls(api, api.key("signed"));
    String url = deliveries.url("/signed");
    shop.call("webhookSet", Map.of("url", url, "secret", OLD));
    shop.call("webhookTest", Map.of());
    Taken once = deliveries.taken("/signed").getLast();
    assertThat(once.headers().get("webhook-signature")).doesNotContain(" ");
    verify(OLD, once);

    shop.call("webhookSet", Map.of("url", url, "secret", NEW));
    shop.call("webhookTest", Map.of());
    Taken twice = deliveries.taken("/signed").getLast();
    verify(NEW, twice);
    verify(OLD, twice);

    Taken forged = new Taken(twice.path(), twice.headers(), twice.body().replace("test", "fest"));
    assertThatThrownBy(() -> inJava(NEW, forged)).isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> inJavaScript(NEW, forged)).isInstanceOf(AssertionError.class);
  }

  private static void verify(String secret, Taken delivery) throws Exception {
    inJava(secret, delivery);
    assertThat(inJavaScript(secret, delivery)).isEqualTo("webhook_test\n");
  }

  private static void inJava(String secret, Taken delivery) throws WebhookVerificationException {
    Map<String, List<String>> headers = new HashMap<>();
    delivery.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret).verify(delivery.body(), HttpHeaders.of(headers, (name, value) -> true));
  }

  private static String inJavaScript(String secret, Taken delivery) {
    String headers = Json.MAPPER.valueToTree(delivery.headers()).toString();
    return Programs.output(
        Map.of("SECRET", secret, "HEADERS", headers, "BODY", delivery.body()),
        List.of("node", PROGRAM));
  }
}
