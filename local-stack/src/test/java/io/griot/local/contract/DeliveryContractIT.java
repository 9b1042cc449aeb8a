package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.DeliveryItem;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.FailureCode;
import io.griot.contract.LimitItem;
import io.griot.contract.Outcome;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.aws.DynamoDeliveryStore;
import io.griot.functions.webhooks.DeliveryReport;
import io.griot.local.gateway.ApiFixture;
import io.griot.local.gateway.BehindTheApi;
import io.griot.local.gateway.StandInDeliveries;
import io.griot.local.gateway.StandInLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Deliveries through a real receiver, the delivering function and the API's report. */
class DeliveryContractIT {
  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.with(DeliveryContractIT::unexpected)
          .settings(Map.of(FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(), "true"));

  static StandInDeliveries deliveries;
  static StandInLogs logs;
  static BehindTheApi behind;
  static DynamoDbClient tables;

  @BeforeAll
  static void start() throws Exception {
    deliveries = new StandInDeliveries(api);
    logs = new StandInLogs(api);
    behind = new BehindTheApi(api.aws());
    tables = api.aws().dynamoDbClient();
  }

  @AfterAll
  static void stop() {
    tables.close();
    behind.close();
    logs.close();
    deliveries.close();
  }

  private static Outcome unexpected(Command command) {
    return new Outcome.Failed(FailureCode.INTERNAL);
  }

  @Test
  @Exercises("webhookTest")
  void triesAWebhookAndSaysWhatCameBack() throws Exception {
    KeyedCalls tester = customer("tester", "/tester");

    JsonNode taken = tester.call("webhookTest", Map.of());
    assertThat(taken.path("delivered").asBoolean()).isTrue();
    assertThat(taken.path("status").asInt()).isEqualTo(204);
    assertThat(taken.path("error").isNull()).isTrue();
    assertThat(deliveries.taken("/tester"))
        .singleElement()
        .satisfies(came -> {
          assertThat(came.headers()).containsEntry("webhook-id", taken.path("eventId").asText());
          assertThat(came.headers().get("webhook-signature")).startsWith("v1,");
          assertThat(came.body()).startsWith("{\"dataType\":\"webhook_test\",\"data\":{\"text\":");
        });

    deliveries.answer("/tester", 500);
    JsonNode refused = tester.call("webhookTest", Map.of());
    assertThat(refused.path("delivered").asBoolean()).isFalse();
    assertThat(refused.path("status").asInt()).isEqualTo(500);
    assertThat(refused.path("error").asText()).isEqualTo("status 500");

    tester.call("webhookSet", Map.of("url", "http://127.0.0.1:1/"));
    JsonNode silent = tester.call("webhookTest", Map.of());
    assertThat(silent.path("status").isNull()).isTrue();
    assertThat(silent.path("error").asText()).isNotEmpty();
  }

  @Test
  @Exercises(value = "webhookTest", failures = FailureCode.WEBHOOK_NOT_FOUND)
  void triesNoWebhookThatIsNotThere() throws Exception {
    KeyedCalls nobody = new KeyedCalls(api, api.key("no-webhook"));

    assertThat(nobody.fails("webhookTest", FailureCode.WEBHOOK_NOT_FOUND, Map.of())).isNotEmpty();
    assertThat(
            nobody.fails(
                "webhookTest", FailureCode.WEBHOOK_NOT_FOUND, Map.of("sessionId", "nobody")))
        .isNotEmpty();
  }

  @Test
  @Exercises("webhookDeliveries")
  void listsDeliveriesAndHowTheyStand() throws Exception {
    KeyedCalls lister = customer("lister", "/lister");
    logs.append("lister", "main", "any");
    for (int n = 0; n < 3; n++) {
      assertThat(deliveries.deliver(deliveries.message("lister", "main", "taken" + n, 1)))
          .isEmpty();
    }
    deliveries.answer("/lister", 500);
    assertThat(deliveries.deliver(deliveries.message("lister", "main", "refused", 1))).hasSize(1);
    deliveries.deliver(deliveries.message("lister", "main", "refused", 2));

    JsonNode all = lister.call("webhookDeliveries", Map.of());
    assertThat(all.path("deliveries")).hasSize(4);
    assertThat(all.path("next").isNull()).isTrue();
    JsonNode waiting =
        lister
            .call("webhookDeliveries", Map.of("state", "waiting", "sessionId", "main"))
            .path("deliveries");
    assertThat(waiting).hasSize(1);
    JsonNode refused = waiting.path(0);
    assertThat(refused.path("sessionId").asText()).isEqualTo("main");
    assertThat(refused.path("dataType").asText()).isEqualTo("message");
    assertThat(refused.path("attempts").asInt()).isEqualTo(2);
    assertThat(refused.path("status").asInt()).isEqualTo(500);
    assertThat(Instant.parse(refused.path("nextAt").asText()))
        .isEqualTo(Instant.parse(refused.path("lastAt").asText()).plusSeconds(15));

    List<String> paged = new ArrayList<>();
    JsonNode page = lister.call("webhookDeliveries", Map.of("limit", 3));
    page.path("deliveries").forEach(one -> paged.add(one.path("eventId").asText()));
    assertThat(paged).hasSize(3);
    lister
        .call("webhookDeliveries", Map.of("limit", 3, "after", page.path("next").asText()))
        .path("deliveries")
        .forEach(one -> paged.add(one.path("eventId").asText()));
    assertThat(paged).hasSize(4).doesNotHaveDuplicates();
    KeyedCalls other = new KeyedCalls(api, api.key("other"));
    assertThat(other.call("webhookDeliveries", Map.of()).path("deliveries")).isEmpty();
  }

  @Test
  @Exercises(value = "webhookDeliveries", failures = FailureCode.SESSION_NOT_FOUND)
  void listsNothingOfAnUnknownSession() throws Exception {
    assertThat(
            new KeyedCalls(api, api.key("no-session"))
                .fails(
                    "webhookDeliveries",
                    FailureCode.SESSION_NOT_FOUND,
                    Map.of("sessionId", "nobody")))
        .isNotEmpty();
  }

  @Test
  void disablesTheWebhookOfAReceiverThatIsGoneUntilItIsSetAnew() throws Exception {
    KeyedCalls gone = customer("gone", "/gone");
    deliveries.answer("/gone", 410);
    assertThat(deliveries.deliver(deliveries.message("gone", "main", "last", 1))).isEmpty();

    JsonNode disabled = gone.call("webhookGet", Map.of()).path("webhook");
    assertThat(disabled.path("disabledBecause").asText()).isEqualTo("gone");
    assertThat(disabled.path("disabledSince").asText()).isNotEmpty();
    assertThat(behind.eventsOnTheirWay())
        .anySatisfy(event -> assertThat(event).startsWith("gone ").contains("webhook_disabled"));
    assertThat(gone.call("eventsGet", Map.of("types", "webhook_disabled")).path("events"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.at("/data/because").asText()).isEqualTo("gone");
          assertThat(event.has("sessionId")).isFalse();
        });
    deliveries.answer("/gone", 204);
    assertThat(deliveries.deliver(deliveries.message("gone", "main", "kept", 1))).isEmpty();
    assertThat(deliveries.taken("/gone")).hasSize(1);

    JsonNode enabled =
        gone.call("webhookSet", Map.of("url", deliveries.url("/gone"))).path("webhook");
    assertThat(enabled.has("disabledSince")).isFalse();
    deliveries.deliver(deliveries.message("gone", "main", "next", 1));
    assertThat(deliveries.taken("/gone")).hasSize(2);
  }

  @Test
  void honoursRetryAfter() throws Exception {
    KeyedCalls later = customer("later", "/later");
    deliveries.answer("/later", 503);
    deliveries.header("/later", "90");
    deliveries.deliver(deliveries.message("later", "main", "one", 1));
    assertThat(later.call("webhookGet", Map.of()).at("/webhook/failingSince").isTextual()).isTrue();

    deliveries.pass(Duration.ofSeconds(89));
    deliveries.deliver(deliveries.message("later", "main", "one", 2));
    assertThat(deliveries.taken("/later")).hasSize(1);

    deliveries.pass(Duration.ofSeconds(1));
    deliveries.answer("/later", 204);
    deliveries.deliver(deliveries.message("later", "main", "one", 3));
    assertThat(deliveries.taken("/later")).hasSize(2);
    assertThat(later.call("webhookGet", Map.of()).path("webhook").has("failingSince")).isFalse();
  }

  @Test
  void givesASlowReceiverAShare() throws Exception {
    KeyedCalls _ = customer("slow", "/slow");
    deliveries.takes("/slow", Duration.ofSeconds(9));
    deliveries.deliver(deliveries.message("slow", "main", "one", 1));
    assertThat(places("slow")).isEmpty();

    deliveries.deliver(deliveries.message("slow", "main", "two", 1));
    assertThat(places("slow")).contains(0); // taken and released
    assertThat(deliveries.taken("/slow")).hasSize(2);
  }

  /** The number of running deliveries to a customer's slow receivers. */
  private static Optional<Integer> places(String customer) {
    DynamoTable limits = new DynamoTable(tables, ApiFixture.NAMES, Table.LIMITS);
    return limits
        .get(limits.key(LimitItem.ofDeliveries(new CustomerId(customer))))
        .map(item -> item.instants(LimitItem.PLACES).size());
  }

  @Test
  void keepsTheEventsOfWhoIsSuspendedInTheLog() throws Exception {
    KeyedCalls operator = new KeyedCalls(api, api.adminKey());
    KeyedCalls _ = customer("debtor", "/debtor");
    operator.call("adminCustomerSuspend", Map.of("customerId", "debtor"));
    logs.append("debtor", "main", "meanwhile");
    assertThat(deliveries.deliver(deliveries.message("debtor", "main", "meanwhile", 1))).isEmpty();
    assertThat(deliveries.taken("/debtor")).isEmpty();

    operator.call("adminCustomerResume", Map.of("customerId", "debtor"));
    KeyedCalls again = new KeyedCalls(api, api.keyOf("debtor"));
    assertThat(again.call("eventsGet", Map.of()).at("/events/0/data/text").asText())
        .isEqualTo("meanwhile");
    Instant now = Instant.now();
    JsonNode replay =
        again.call(
            "webhookReplay",
            Map.of(
                "from", now.minusSeconds(600).toString(), "until", now.plusSeconds(1).toString()));
    assertThat(replay.path("events").asInt()).isEqualTo(1);
    assertThat(behind.eventsOnTheirWay())
        .anySatisfy(event -> assertThat(event).startsWith("debtor ").contains("meanwhile"));
    deliveries.pass(Duration.ofSeconds(31));
    deliveries.deliver(deliveries.message("debtor", "main", "meanwhile", 1));
    assertThat(deliveries.taken("/debtor")).hasSize(1);
  }

  @Test
  void putsAnEventThatIsGivenUpWithTheDeadLettersAndSaysSo() throws Exception {
    KeyedCalls unlucky = customer("unlucky", "/unlucky");
    logs.append("unlucky", "main", "any");
    deliveries.answer("/unlucky", 400);
    var message = deliveries.message("unlucky", "main", "bad", 1);
    deliveries.deliver(message);
    DynamoDeliveryStore store = new DynamoDeliveryStore(tables, ApiFixture.NAMES);
    DeliveryReport first =
        store.recent(unluckyId(), Environment.TEST, Optional.empty(), 1).getFirst();
    store.put(
        List.of(
            new DeliveryReport(
                first.key(),
                first.dataType(),
                first.session(),
                first.state(),
                39,
                first.first(),
                first.last(),
                first.next(),
                first.status(),
                first.error(),
                first.latency(),
                first.replay())));

    assertThat(deliveries.deliver(deliveries.message("unlucky", "main", "bad", 40))).isEmpty();

    assertThat(behind.deadEvents())
        .singleElement()
        .satisfies(event -> assertThat(event).startsWith("unlucky ").contains("bad"));
    assertThat(behind.eventsOnTheirWay())
        .anySatisfy(event ->
            assertThat(event)
                .startsWith("unlucky ")
                .contains("event_not_delivered")
                .contains(
                    EventId.of(ApiFixture.session("unlucky", "main"), "message", "bad").value()));
    assertThat(unlucky.call("eventsGet", Map.of("types", "event_not_delivered")).path("events"))
        .singleElement()
        .satisfies(event -> assertThat(event.at("/data/eventType").asText()).isEqualTo("message"));
    assertThat(
            unlucky
                .call("webhookDeliveries", Map.of("state", DeliveryItem.State.FAILED.text()))
                .path("deliveries"))
        .hasSize(1);
  }

  private static CustomerId unluckyId() {
    return new CustomerId("unlucky");
  }

  private static KeyedCalls customer(String name, String path) throws Exception {
    KeyedCalls calls = new KeyedCalls(api, api.key(name));
    calls.call("webhookSet", Map.of("url", deliveries.url(path)));
    return calls;
  }
}
