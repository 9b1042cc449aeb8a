package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.functions.FunctionsSettings;
import io.griot.local.gateway.ApiFixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's repairs for one customer. */
class UpkeepContractIT {
  private static final String URL = "https://receiver.example/hook";

  /** Just below DynamoDB's limit of 400 KB for an item. */
  private static final int LARGE_NOTE = 390_000;

  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.withoutPage()
          .settings(Map.of(FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(), "true"));

  static KeyedCalls operator;

  @BeforeAll
  static void start() {
    operator = new KeyedCalls(api, api.adminKey());
  }

  @Test
  @Exercises("adminEventReplay")
  void deliversTheDeadEventsOfOneCustomerAgain() throws Exception {
    api.key("replayed");
    for (int i = 0; i < 12; i++) {
      api.behind().deadEvent("replayed", "mine" + i);
    }
    api.behind().deadEvent("unlucky", "theirs");
    assertThat(api.behind().eventsOnTheirWay()).isEmpty();

    JsonNode replay = operator.call("adminEventReplay", Map.of("customerId", "replayed"));

    assertThat(replay.at("/events/replayed").asInt()).isEqualTo(12);
    assertThat(replay.at("/events/complete").asBoolean()).isTrue();
    List<String> events = api.behind().eventsOnTheirWay();
    assertThat(events).hasSize(12).allMatch(event -> event.startsWith("replayed "));
    assertThat(events.getFirst()).contains("mine0");
    assertThat(events.getLast()).contains("mine11");
    assertThat(api.behind().deadEvents()).containsExactly("unlucky {\"text\":\"theirs\"}");
  }

  @Test
  @Exercises("adminWebhookRotate")
  void replacesAWebhooksSecretWhileBothSign() throws Exception {
    KeyedCalls customer = operator.with(api.key("rotating"));
    String first = customer.call("webhookSet", Map.of("url", URL)).at("/webhook/secret").asText();

    JsonNode rotated =
        operator
            .call("adminWebhookRotate", Map.of("customerId", "rotating", "kind", "test"))
            .path("webhook");

    assertThat(rotated.path("secret").asText()).startsWith("whsec_").isNotEqualTo(first);
    assertThat(Instant.parse(rotated.path("oldSecretUntil").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
    JsonNode shown = customer.call("webhookGet", Map.of()).path("webhook");
    assertThat(shown.path("url").asText()).isEqualTo(URL);
    assertThat(shown.path("oldSecretUntil")).isEqualTo(rotated.path("oldSecretUntil"));
    assertThat(shown.has("secret")).isFalse();
  }

  @Test
  void aNewSecretThatItsCustomerAsksForOverlapsToo() throws Exception {
    KeyedCalls customer = operator.with(api.key("renewing"));
    JsonNode first = customer.call("webhookSet", Map.of("url", URL)).path("webhook");
    assertThat(first.has("oldSecretUntil")).isFalse();

    JsonNode renewed =
        customer.call("webhookSet", Map.of("url", URL, "newSecret", true)).path("webhook");

    assertThat(renewed.path("secret")).isNotEqualTo(first.path("secret"));
    assertThat(renewed.path("oldSecretUntil").isTextual()).isTrue();
  }

  @Test
  void aFirstSecretHasReplacedNone() throws Exception {
    KeyedCalls customer = operator.with(api.key("first"));

    JsonNode made =
        customer.call("webhookSet", Map.of("url", URL, "newSecret", true)).path("webhook");

    assertThat(made.has("oldSecretUntil")).isFalse();
  }

  @Test
  @Exercises(
      value = "adminWebhookRotate",
      failures = {FailureCode.WEBHOOK_NOT_FOUND, FailureCode.CUSTOMER_NOT_FOUND})
  void replacesNoSecretOfAWebhookThatIsNotThere() throws Exception {
    KeyedCalls customer = operator.with(api.key("silent"));
    customer.call("webhookSet", Map.of("url", URL));

    for (Map<String, Object> other :
        List.<Map<String, Object>>of(
            Map.of("customerId", "silent"),
            Map.of("customerId", "silent", "kind", "test", "session", "main"))) {
      operator.fails("adminWebhookRotate", FailureCode.WEBHOOK_NOT_FOUND, other);
    }
    operator.fails(
        "adminWebhookRotate", FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "nobody"));
    assertThat(customer.call("webhookGet", Map.of()).toString()).doesNotContain("oldSecretUntil");
  }

  @Test
  @Exercises("adminCustomerExport")
  void exportsEverythingOfACustomerAndNothingThatOpensAnything() throws Exception {
    String key = api.key("exported");
    KeyedCalls customer = operator.with(key);
    customer.call("sessionStart", Map.of("sessionId", "main"));
    String secret =
        customer
            .call("webhookSet", Map.of("url", URL, "apiKey", "their-own-key"))
            .at("/webhook/secret")
            .asText();
    customer.call("sessionStart", Map.of("sessionId", "past"));
    customer.call("webhookSetOfSession", Map.of("sessionId", "past", "url", URL));
    customer.call("sessionTerminate", Map.of("sessionId", "past"));
    operator.call(
        "adminPaymentRecord",
        Map.of("customerId", "exported", "amount", 10_000, "reference", "receipt-1"));
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    api.uses(
        new UsageDay(new CustomerId("exported"), Environment.TEST, today),
        new Usage(7, 3, 2, Duration.ofMinutes(30)));
    api.key("neighbour");

    String text = export("exported").body();

    List<ObjectNode> lines = text.lines().map(Json::readObject).toList();
    assertThat(lines)
        .extracting(line -> line.path("record").asText())
        .containsExactly("customer", "key", "session", "webhook", "webhook", "ledger", "usage");
    assertThat(lines.get(1).path("keyId").asText()).isEqualTo(key.substring(0, 13));
    assertThat(lines.get(2).path("session").asText()).isEqualTo("main");
    assertThat(lines.get(3).path("url").asText()).isEqualTo(URL);
    assertThat(lines.get(3).path("session").isNull()).isTrue();
    assertThat(lines.get(4).path("session").asText()).as("it has ended").isEqualTo("past");
    assertThat(lines.get(5).path("entry").asText()).isEqualTo("manual#receipt-1");
    assertThat(lines.get(6).path("month").asText()).isEqualTo(YearMonth.from(today).toString());
    assertThat(lines.get(6).path("messages").asInt()).isEqualTo(3);
    assertThat(text).doesNotContain(key, secret, "their-own-key", "neighbour");
  }

  @Test
  void exportsWhatIsTooLargeForAnAnswerAsAFile() throws Exception {
    api.key("large");
    for (int i = 0; i < 16; i++) {
      api.behind().ledgerEntry("large", "entry" + i, LARGE_NOTE);
    }

    HttpResponse<String> answer = export("large");

    assertThat(answer.statusCode()).isEqualTo(303);
    URI link = URI.create(answer.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> file = api.send(HttpRequest.newBuilder(link).build());
    assertThat(file.body().lines()).hasSize(18).allMatch(line -> line.startsWith("{\"record\":"));
  }

  @Test
  @Exercises(
      value = {"adminEventReplay", "adminCustomerExport"},
      failures = FailureCode.CUSTOMER_NOT_FOUND)
  void doesNotKnowEveryCustomer() throws Exception {
    for (String id : List.of("adminEventReplay", "adminCustomerExport")) {
      operator.fails(id, FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "nobody"));
    }
  }

  private static HttpResponse<String> export(String customer) throws Exception {
    return operator.send("adminCustomerExport", Map.of("customerId", customer));
  }
}
