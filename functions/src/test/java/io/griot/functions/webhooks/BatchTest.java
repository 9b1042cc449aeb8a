package io.griot.functions.webhooks;

import static io.griot.functions.webhooks.DeliveryWorld.SCOPE;
import static io.griot.functions.webhooks.DeliveryWorld.SESSION;
import static io.griot.functions.webhooks.DeliveryWorld.SHOP;
import static io.griot.functions.webhooks.DeliveryWorld.URL;
import static io.griot.functions.webhooks.DeliveryWorld.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.AccountEvent;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.Metric;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final DeliveryWorld world = new DeliveryWorld();
  private final Batch batch = world.instance();

  BatchTest() {
    world.webhooks.set(SCOPE, webhook(URL, Optional.empty()));
  }

  @Test
  void deliversAndLeavesNothing() {
    Batch.Report report =
        batch.deliver(List.of(world.message("a", "1"), world.message("b", "2")), world.later());

    assertThat(world.delivered).containsExactlyInAnyOrder(URL + " body1", URL + " body2");
    assertThat(report.undelivered()).isEmpty();
    assertThat(report.metrics())
        .containsEntry(Metric.WEBHOOKS_DELIVERED, 2L)
        .containsEntry(Metric.WEBHOOKS_FAILED, 0L);
    assertThat(report.metrics().get(Metric.WEBHOOK_AGE)).isEqualTo(60_000);
  }

  @Test
  void countsWhatIsDeliveredForItsCustomerAndNothingElse() {
    batch.deliver(List.of(world.message("a", "1"), world.message("b", "2")), world.later());
    world.answers = delivery -> Answer.Failed.status(500, Optional.empty());
    batch.deliver(List.of(world.message("a", "3")), world.later());
    boolean _ = world.usage.flush(Instant.MAX);

    assertThat(world.used)
        .containsExactly(
            Map.entry(
                new UsageDay(SHOP, Environment.TEST, LocalDate.parse("2026-01-02")),
                new Usage(0, 0, 2, Duration.ZERO)));
  }

  @Test
  void stopsAGroupAtItsFirstFailureAndLeavesOthersAlone() {
    world.answers = delivery -> Answer.Failed.status(500, Optional.empty());

    Batch.Report report =
        batch.deliver(
            List.of(world.message("a", "1"), world.message("a", "2"), world.message("b", "3")),
            world.later());

    assertThat(world.delivered).containsExactlyInAnyOrder(URL + " body1", URL + " body3");
    assertThat(report.undelivered()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(world.pauses).containsOnlyKeys("receipt1", "receipt2", "receipt3");
    assertThat(world.pauses.values()).containsOnly(Duration.ofSeconds(5));
    assertThat(report.metrics()).containsEntry(Metric.WEBHOOKS_FAILED, 2L);
  }

  @Test
  void leavesASilentReceiverAloneForAMoment() {
    world.answers = delivery -> Answer.Failed.silent("timeout");
    batch.deliver(List.of(world.message("a", "1")), world.later());
    world.delivered.clear();
    world.answers = delivery -> new Answer.Taken(200);

    assertThat(batch.deliver(List.of(world.message("a", "1")), world.later()).undelivered())
        .hasSize(1);
    assertThat(world.delivered).isEmpty();

    world.now = world.now.plus(ReceiverHealth.SHORTEST_REST);
    assertThat(batch.deliver(List.of(world.message("a", "1")), world.later()).undelivered())
        .isEmpty();
  }

  @Test
  void dropsWhatNobodyWantsOrPaysFor() {
    world.webhooks.set(
        WebhookItem.ofSession(SESSION, Environment.TEST),
        webhook(URL, Optional.of(Set.of("ready"))));

    assertThat(batch.deliver(List.of(world.message("a", "1")), world.later()).undelivered())
        .isEmpty();

    world.webhooks.clear();
    world.now = world.now.plusMillis(1);
    assertThat(batch.deliver(List.of(world.message("a", "1")), world.later()).undelivered())
        .isEmpty();
    assertThat(world.delivered).isEmpty();
  }

  @Test
  void knowsAWebhookThatWasSetAfterTheBatchBefore() {
    batch.deliver(List.of(world.message("a", "1")), world.later());
    world.webhooks.set(
        WebhookItem.ofCustomer(SHOP, Environment.TEST),
        webhook("https://new.example/", Optional.empty()));
    world.now = world.now.plusMillis(1);

    batch.deliver(List.of(world.message("a", "2"), world.message("a", "3")), world.later());

    assertThat(world.delivered)
        .containsExactly(
            URL + " body1", "https://new.example/ body2", "https://new.example/ body3");
    assertThat(world.lookUps).hasSize(2 * 2);
  }

  @Test
  void dropsTheEventsOfWhoHasNotPaid() {
    world.environment = Environment.LIVE;
    world.webhooks.set(
        WebhookItem.ofCustomer(SHOP, Environment.LIVE), webhook(URL, Optional.empty()));
    world.subscription =
        new Subscription(Subscription.Word.ACTIVE, Optional.of(world.now.minus(Standing.GRACE)));

    assertThat(batch.deliver(List.of(world.message("a", "1")), world.later()).undelivered())
        .isEmpty();
    assertThat(world.delivered).isEmpty();
  }

  @Test
  void deliversTheEventsOfWhoIsInGrace() {
    world.environment = Environment.LIVE;
    world.webhooks.set(
        WebhookItem.ofCustomer(SHOP, Environment.LIVE), webhook(URL, Optional.empty()));
    Instant paidUntil = world.now.minus(Standing.GRACE).plusMillis(1);
    world.subscription = new Subscription(Subscription.Word.ACTIVE, Optional.of(paidUntil));

    assertThat(batch.deliver(List.of(world.message("a", "1")), world.later()).undelivered())
        .isEmpty();
    assertThat(world.delivered).hasSize(1);
  }

  @Test
  void deliversTheEventsOfTestSessionsToWhoHasNotPaid() {
    world.subscription = Subscription.NONE;

    batch.deliver(List.of(world.message("a", "1")), world.later());

    assertThat(world.delivered).hasSize(1);
  }

  @Test
  void tellsWhoIsCutOffThatTheyAre() {
    world.subscription = new Subscription(Subscription.Word.SUSPENDED, Optional.empty());
    AccountEvent event =
        new AccountEvent(
            EventId.of(SHOP, "subscription_suspended", "1"),
            SHOP,
            Environment.TEST,
            "subscription_suspended",
            world.now,
            Json.MAPPER.createObjectNode().put("state", "suspended"));
    SQSMessage message = world.message("a", "1");
    message.setBody(EventMessage.of(event).write());

    batch.deliver(List.of(message), world.later());

    assertThat(world.delivered)
        .containsExactly(
            URL + " {\"dataType\":\"subscription_suspended\",\"data\":{\"state\":\"suspended\"}}");
  }

  @Test
  void prefersTheSessionsOwnWebhook() {
    world.webhooks.set(
        WebhookItem.ofSession(SESSION, Environment.TEST),
        webhook("https://own.example/", Optional.empty()));

    batch.deliver(List.of(world.message("a", "1")), world.later());

    assertThat(world.delivered).containsExactly("https://own.example/ body1");
  }

  @Test
  void fetchesTheBodyOfALargeEvent() {
    world.stored = Optional.of("large");
    SQSMessage large = world.message("a", "1");
    large.setBody(world.event("1", Optional.empty()).write());

    assertThat(batch.deliver(List.of(large), world.later()).undelivered()).isEmpty();
    assertThat(world.delivered).containsExactly(URL + " large");
  }

  @Test
  void beginsNothingThatCouldOutlastTheFunction() {
    Instant soon = world.now.plus(HttpReceivers.TOTAL_TIMEOUT);

    Batch.Report report = batch.deliver(List.of(world.message("a", "1")), soon);

    assertThat(world.delivered).isEmpty();
    assertThat(report.undelivered()).containsExactly("1");
    assertThat(world.pauses.values()).containsExactly(Duration.ZERO);
  }

  @Test
  void leavesWhatItCannotReadForTheDeadLetterQueue() {
    SQSMessage strange = world.message("a", "1");
    strange.setBody("{}");

    assertThat(batch.deliver(List.of(strange), world.later()).undelivered()).containsExactly("1");
  }

  @Test
  void pausesLongerEachTimeButNeverMoreThanTenMinutes() {
    assertThat(Schedule.after(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Schedule.after(4)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Schedule.after(40)).isEqualTo(Duration.ofMinutes(10));
  }
}
