package io.griot.functions.webhooks;

import static io.griot.functions.webhooks.DeliveryWorld.SCOPE;
import static io.griot.functions.webhooks.DeliveryWorld.SESSION;
import static io.griot.functions.webhooks.DeliveryWorld.SHOP;
import static io.griot.functions.webhooks.DeliveryWorld.URL;
import static io.griot.functions.webhooks.DeliveryWorld.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.DeliveryItem;
import io.griot.contract.Environment;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.WebhookItem;
import io.griot.contract.WebhookItem.DisabledBecause;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that no receiver and no event delays the others. */
class FairDeliveryTest {
  private final DeliveryWorld world = new DeliveryWorld();
  private final Batch batch = world.instance();

  @BeforeEach
  void set() {
    world.body = "{\"sessionId\":\"main\",\"n\":%s}";
    world.webhooks.set(SCOPE, webhook(URL, Optional.empty()));
  }

  @Test
  void countsAttemptsOfAnEventAndNotItsReceives() {
    world.answers = FairDeliveryTest::isBroken;
    deliver(world.message("a", "1", 500), world.message("a", "2", 500));

    assertThat(world.pauses).containsEntry("receipt1", Duration.ofSeconds(5));
    assertThat(world.deliveries.all())
        .singleElement()
        .satisfies(report -> {
          assertThat(report.attempts()).isEqualTo(1);
          assertThat(report.state()).isEqualTo(DeliveryItem.State.WAITING);
          assertThat(report.next()).contains(world.now.plusSeconds(5));
          assertThat(report.status()).contains(500);
        });
    deliver(world.message("a", "1", 501));
    assertThat(world.pauses).containsEntry("receipt1", Duration.ofSeconds(15));
  }

  @Test
  void givesAnEventUpThatItsReceiverDoesNotTakeAndTellsItsCustomerAndGoesOn() {
    world.answers =
        delivery -> delivery.body().contains("\"n\":1}") ? isBroken(delivery) : takes(delivery);
    for (int receives = 1; receives < Schedule.ATTEMPTS; receives++) {
      assertThat(deliver(world.message("a", "1", receives), world.message("a", "2", receives)))
          .containsExactly("1", "2");
      world.now = world.now.plusSeconds(600);
      deliver(world.message("b", "3", 1));
    }
    assertThat(world.dead).isEmpty();

    SQSMessage first = world.message("a", "1", Schedule.ATTEMPTS);
    assertThat(deliver(first, world.message("a", "2", Schedule.ATTEMPTS))).isEmpty();

    assertThat(world.dead).containsExactly("1");
    assertThat(world.delivered).last().asString().contains("\"n\":2");
    assertThat(world.told)
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.dataType()).isEqualTo("event_not_delivered");
          assertThat(notice.session()).contains(SESSION);
          assertThat(Json.readObject(notice.body().orElseThrow()).path("data").toString())
              .isEqualTo(
                  "{\"sessionId\":\"main\",\"eventId\":\"%s\",\"eventType\":\"message\",\"attempts\":40,\"status\":500,\"error\":\"status 500\"}"
                      .formatted(EventMessage.read(first.getBody()).id()));
        });
  }

  @Test
  void givesUpOneEventAndNoMoreWhileTheReceiverTakesNothing() {
    world.answers = FairDeliveryTest::isBroken;
    tryFortyTimes("1");
    tryFortyTimes("2");

    assertThat(world.dead).containsExactly("1");

    world.answers = FairDeliveryTest::takes;
    assertThat(deliver(world.message("a", "2", 81))).isEmpty();
    assertThat(world.webhooks.state(SCOPE)).isEqualTo(ReceiverState.FINE);
  }

  @Test
  void waitsForDaysForAReceiverThatIsAway() {
    world.answers = FairDeliveryTest::isSilent;
    Instant began = world.now;
    int receives = 0;
    while (world.now.isBefore(began.plus(Schedule.AWAY).minus(Duration.ofHours(1)))) {
      receives++;
      assertThat(deliver(world.message("a", "1", receives))).containsExactly("1");
      world.now = world.now.plus(world.pauses.get("receipt1"));
    }
    assertThat(receives).isLessThan(500);

    world.answers = FairDeliveryTest::takes;
    assertThat(deliver(world.message("a", "1", receives + 1))).isEmpty();
  }

  @Test
  void letsOneEventOnlyTryAReceiverThatRested() {
    world.answers = FairDeliveryTest::isSilent;
    deliver(world.message("a", "1"));
    world.delivered.clear();
    world.now = world.now.plus(ReceiverHealth.SHORTEST_REST);

    deliver(world.message("a", "1", 2), world.message("b", "2"), world.message("c", "3"));
    assertThat(world.delivered).hasSize(1);

    Batch other = world.instance();
    other.deliver(List.of(world.message("d", "4")), world.later());
    assertThat(world.delivered).hasSize(1);
    assertThat(world.deliveries.all()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void honoursRetryAfterWithinBounds() {
    world.answers = delivery -> Answer.Failed.status(503, Optional.of("120"));
    deliver(world.message("a", "1"));
    assertThat(world.pauses).containsEntry("receipt1", Duration.ofMinutes(2));

    deliver(world.message("b", "2"));
    assertThat(world.delivered).hasSize(1);

    world.now = world.now.plusSeconds(120);
    world.answers = delivery -> Answer.Failed.status(429, Optional.of("1000000"));
    deliver(world.message("a", "1", 2));
    assertThat(world.pauses).containsEntry("receipt1", RetryAfter.LONGEST);
    assertThat(
            RetryAfter.read("Fri, 02 Jan 2026 00:05:00 GMT", Instant.parse("2026-01-02T00:00:00Z")))
        .contains(Duration.ofMinutes(5));
    assertThat(RetryAfter.read("soon", world.now)).isEmpty();
  }

  @Test
  void givesSlowReceiversAShare() throws Exception {
    world.answers =
        delivery -> {
          world.now = world.now.plusSeconds(9);
          return new Answer.Taken(200);
        };
    assertThat(deliver(world.message("a", "1"))).isEmpty();
    world.answers = FairDeliveryTest::takes;
    world.slowPlaces.set(1);

    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    world.answers =
        delivery -> {
          entered.countDown();
          await(held);
          return new Answer.Taken(200);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> one = threads.submit(() -> deliver(world.message("b", "2")));
      await(entered);
      assertThat(deliver(world.message("c", "3"))).containsExactly("3");
      held.countDown();
      assertThat(one.get()).isEmpty();
    }
  }

  @Test
  void letsAChatGoOnWhileAnotherOfItsBatchIsSlow() {
    CountDownLatch held = new CountDownLatch(1);
    world.answers =
        delivery -> {
          if (delivery.body().contains("\"n\":1}")) {
            await(held);
          }
          return new Answer.Taken(200);
        };
    world.onRemoved = held::countDown; // the first ends when the second has left the queue

    assertThat(deliver(world.message("a", "1"), world.message("b", "2"))).isEmpty();
    assertThat(world.removed).containsExactly("receipt2", "receipt1");
  }

  @Test
  void keepsErrorsInTheirGroup() {
    world.answers =
        delivery -> {
          if (delivery.body().contains("\"n\":1}")) {
            throw new StackOverflowError("of this event");
          }
          return new Answer.Taken(200);
        };

    assertThat(deliver(world.message("a", "1"), world.message("a", "2"), world.message("b", "3")))
        .containsExactly("1", "2");
    assertThat(deliver(world.message("a", "1", Schedule.ATTEMPTS), world.message("a", "2")))
        .isEmpty();
    assertThat(world.dead).containsExactly("1");
  }

  @Test
  void disablesAWebhookWhoseReceiverIsGone() {
    world.answers = delivery -> Answer.Failed.status(410, Optional.empty());
    assertThat(deliver(world.message("a", "1"), world.message("a", "2"))).isEmpty();

    assertThat(world.delivered).hasSize(1);
    assertThat(world.dead).isEmpty();
    assertThat(world.webhooks.state(SCOPE).disabled())
        .contains(new ReceiverState.Disabled(world.now, DisabledBecause.GONE));
    assertThat(world.told)
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.environment()).isEqualTo(Environment.LIVE); // the other webhook
          assertThat(notice.body().orElseThrow())
              .isEqualTo(
                  "{\"dataType\":\"webhook_disabled\",\"data\":{\"keys\":\"test\",\"because\":\"gone\",\"since\":\"2026-01-02T00:00:00Z\"}}");
        });
    assertThat(world.logged) // for who reads the events of this one
        .singleElement()
        .satisfies(notice -> assertThat(notice.environment()).isEqualTo(Environment.TEST));
    assertThat(deliver(world.message("b", "3"))).isEmpty();
    assertThat(world.delivered).hasSize(1);
  }

  @Test
  void tellsTheWebhookOfAllSessionsThatASessionsIsDisabled() {
    world.webhooks.set(
        WebhookItem.ofSession(SESSION, Environment.TEST), webhook(URL, Optional.empty()));
    world.answers = delivery -> Answer.Failed.status(410, Optional.empty());
    deliver(world.message("a", "1"));

    assertThat(world.told)
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.environment()).isEqualTo(Environment.TEST);
          assertThat(notice.customer()).isEqualTo(SHOP);
          assertThat(notice.session()).isEmpty();
          assertThat(notice.body().orElseThrow()).contains("\"sessionId\":\"main\"");
        });
  }

  @Test
  void disablesAWebhookThatFailedForFiveDays() {
    world.answers = FairDeliveryTest::isBroken;
    deliver(world.message("a", "1"));
    world.now = world.now.plus(ReceiverHealth.FAILS_FOR).minusMillis(1);
    deliver(world.message("a", "1", 2));
    assertThat(world.webhooks.state(SCOPE).disabled()).isEmpty();

    world.now = world.now.plusMillis(1);
    assertThat(deliver(world.message("a", "1", 3))).isEmpty();
    assertThat(world.webhooks.state(SCOPE).disabled().orElseThrow().because())
        .isEqualTo(DisabledBecause.FAILING);
    assertThat(world.told).hasSize(1);
  }

  @Test
  void disablesAWebhookWhoseBacklogWouldKeepOthersBack() {
    world.isCrowded = true;
    world.answers = FairDeliveryTest::isSilent;
    deliver(world.message("a", "1"));
    world.now = world.now.plus(ReceiverHealth.FAILS_IN_A_CROWD_FOR).minusMillis(1);
    deliver(world.message("a", "1", 2));
    assertThat(world.webhooks.state(SCOPE).disabled()).isEmpty();

    world.now = world.now.plus(ReceiverHealth.LONGEST_REST);
    assertThat(deliver(world.message("a", "1", 3))).isEmpty();
    assertThat(world.webhooks.state(SCOPE).disabled().orElseThrow().because())
        .isEqualTo(DisabledBecause.FAILING);
    assertThat(deliver(world.message("b", "2"))).isEmpty();
    assertThat(world.told).hasSize(1);
  }

  @Test
  void writesNothingOfAReceiverThatDoesWell() {
    deliver(world.message("a", "1"), world.message("b", "2"));

    assertThat(world.webhooks.writes).hasValue(0);
    assertThat(world.deliveries.all())
        .allSatisfy(report -> assertThat(report.state()).isEqualTo(DeliveryItem.State.DELIVERED));
  }

  private static Answer takes(Delivery delivery) {
    return new Answer.Taken(200);
  }

  private static Answer isBroken(Delivery delivery) {
    return Answer.Failed.status(500, Optional.empty());
  }

  private static Answer isSilent(Delivery delivery) {
    return Answer.Failed.silent("timeout");
  }

  private void tryFortyTimes(String id) {
    for (int receives = 1; receives <= Schedule.ATTEMPTS; receives++) {
      deliver(world.message("a", id, receives));
      world.now = world.now.plusSeconds(600);
    }
  }

  private List<String> deliver(SQSMessage... messages) {
    return batch.deliver(List.of(messages), world.later()).undelivered();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
