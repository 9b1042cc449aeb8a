package io.griot.functions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.Metric;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.functions.access.AccessStore;
import io.griot.functions.access.ApiKey;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.webhooks.Receivers.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final CustomerId SHOP = new CustomerId("shop");
  private static final SessionId SESSION = SessionId.of(SHOP, new SessionName("main"));
  private static final CustomerId OTHER = new CustomerId("other");
  private static final String URL = "https://shop.example/";
  private static final Instant LATER = Instant.parse("2026-01-02T00:01:00Z");

  private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Duration> pauses = Collections.synchronizedMap(new HashMap<>());
  private final Map<String, Webhook> webhooks = new HashMap<>();
  private final List<String> lookUps = Collections.synchronizedList(new ArrayList<>());
  private Instant now = Instant.parse("2026-01-02T00:00:00Z");
  private Answer answer = new Answer.Taken();
  private Duration takes = Duration.ZERO;
  private Environment environment = Environment.TEST;
  private Subscription subscription = new Subscription(Subscription.Word.ACTIVE, Optional.empty());
  private Optional<String> stored = Optional.empty();

  private final InstantSource clock = () -> now;
  private final Map<UsageDay, Usage> used = new HashMap<>();
  private final UsageMeter usage =
      new UsageMeter(
          (token, day, more) -> {
            used.merge(day, more, Usage::plus);
            return true;
          },
          clock);
  private final Batch batch =
      new Batch(
          new Attempts(new CustomerStore(), new Stored(), new Objects(), this::receive, clock),
          pauses::put,
          usage,
          clock);

  BatchTest() {
    webhooks.put(WebhookItem.ofCustomer(SHOP, Environment.TEST), webhook(URL, Optional.empty()));
  }

  @Test
  void deliversAndLeavesNothing() {
    Batch.Report report = batch.deliver(List.of(message("a", "1"), message("b", "2")), LATER);

    assertThat(delivered).containsExactlyInAnyOrder(URL + " body1", URL + " body2");
    assertThat(report.undelivered()).isEmpty();
    assertThat(report.metrics())
        .containsEntry(Metric.WEBHOOKS_DELIVERED, 2L)
        .containsEntry(Metric.WEBHOOKS_FAILED, 0L);
    assertThat(report.metrics().get(Metric.WEBHOOK_AGE)).isEqualTo(60_000);
  }

  @Test
  void countsWhatIsDeliveredForItsCustomerAndNothingElse() {
    batch.deliver(List.of(message("a", "1"), message("b", "2")), LATER);
    answer = new Answer.Failed("status 500");
    batch.deliver(List.of(message("a", "3")), LATER);
    boolean _ = usage.flush(Instant.MAX);

    assertThat(used)
        .containsExactly(
            Map.entry(
                new UsageDay(SHOP, Environment.TEST, LocalDate.parse("2026-01-02")),
                new Usage(0, 0, 2, Duration.ZERO)));
  }

  @Test
  void stopsAGroupAtItsFirstFailureAndLeavesOthersAlone() {
    answer = new Answer.Failed("status 500");

    Batch.Report report =
        batch.deliver(List.of(message("a", "1"), message("a", "2"), message("b", "3")), LATER);

    assertThat(delivered).containsExactlyInAnyOrder(URL + " body1", URL + " body3");
    assertThat(report.undelivered()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(pauses).containsOnlyKeys("receipt1", "receipt2", "receipt3");
    assertThat(pauses.values()).containsOnly(Duration.ofSeconds(5));
    assertThat(report.metrics()).containsEntry(Metric.WEBHOOKS_FAILED, 2L);
  }

  @Test
  void leavesASilentReceiverAloneForAMoment() {
    answer = new Answer.Failed("timeout");
    batch.deliver(List.of(message("a", "1")), LATER);
    delivered.clear();
    answer = new Answer.Taken();

    assertThat(batch.deliver(List.of(message("a", "1")), LATER).undelivered()).hasSize(1);
    assertThat(delivered).isEmpty();

    now = now.plus(Circuits.OPEN);
    assertThat(batch.deliver(List.of(message("a", "1")), LATER).undelivered()).isEmpty();
  }

  @Test
  void letsSlowReceiversOfOneCustomerTakeAQuarterOfTheTimeAtMost() {
    webhooks.put(WebhookItem.ofCustomer(OTHER, Environment.TEST), webhook(URL, Optional.empty()));
    takes = Duration.ofSeconds(9);
    Instant began = now;
    for (int i = 0; i < 200; i++) {
      batch.deliver(List.of(message("a", "" + i)), now.plusSeconds(60));
      now = now.plusSeconds(1);
    }
    Duration taken = takes.multipliedBy(delivered.size());
    assertThat(taken).isGreaterThan(DeliveryShares.AT_ONCE);
    // Beside what may be taken at once, and the second of each delivery that is nobody's.
    Duration share =
        Duration.between(began, now)
            .dividedBy(4)
            .plus(DeliveryShares.AT_ONCE)
            .plus(DeliveryShares.FREE.multipliedBy(delivered.size()));
    assertThat(taken).isLessThan(share.plus(takes));

    delivered.clear();
    batch.deliver(List.of(message("a", "x"), message(OTHER, "b", "y")), now.plusSeconds(60));
    assertThat(delivered).as("of the other alone").containsExactly(URL + " bodyy");
    assertThat(pauses).containsEntry("receiptx", Backoff.after(1));
  }

  @Test
  void countsNoTimeOfWhoAnswersWithinASecond() {
    takes = DeliveryShares.FREE;
    for (int i = 0; i < 200; i++) {
      batch.deliver(List.of(message("a", "" + i)), now.plusSeconds(60));
    }

    assertThat(delivered).hasSize(200);
  }

  @Test
  void dropsWhatNobodyWantsOrPaysFor() {
    webhooks.put(
        WebhookItem.ofSession(SESSION, Environment.TEST),
        webhook(URL, Optional.of(Set.of("ready"))));

    assertThat(batch.deliver(List.of(message("a", "1")), LATER).undelivered()).isEmpty();

    webhooks.clear();
    now = now.plusMillis(1);
    assertThat(batch.deliver(List.of(message("a", "1")), LATER).undelivered()).isEmpty();
    assertThat(delivered).isEmpty();
  }

  @Test
  void knowsAWebhookThatWasSetAfterTheBatchBefore() {
    batch.deliver(List.of(message("a", "1")), LATER);
    webhooks.put(
        WebhookItem.ofCustomer(SHOP, Environment.TEST),
        webhook("https://new.example/", Optional.empty()));
    now = now.plusMillis(1);

    batch.deliver(List.of(message("a", "2"), message("a", "3")), LATER);

    assertThat(delivered)
        .containsExactly(
            URL + " body1", "https://new.example/ body2", "https://new.example/ body3");
    assertThat(lookUps).hasSize(2 * 2);
  }

  @Test
  void dropsTheEventsOfWhoHasNotPaid() {
    environment = Environment.LIVE;
    webhooks.put(WebhookItem.ofCustomer(SHOP, Environment.LIVE), webhook(URL, Optional.empty()));
    subscription =
        new Subscription(Subscription.Word.ACTIVE, Optional.of(now.minus(Standing.GRACE)));

    assertThat(batch.deliver(List.of(message("a", "1")), LATER).undelivered()).isEmpty();
    assertThat(delivered).isEmpty();
  }

  @Test
  void deliversTheEventsOfTestSessionsToWhoHasNotPaid() {
    subscription = Subscription.NONE;

    batch.deliver(List.of(message("a", "1")), LATER);

    assertThat(delivered).hasSize(1);
  }

  @Test
  void tellsWhoIsCutOffThatTheyAre() {
    subscription = new Subscription(Subscription.Word.SUSPENDED, Optional.empty());
    AccountEvent event =
        new AccountEvent(
            EventId.of(SHOP, "subscription_suspended", "1"),
            SHOP,
            Environment.TEST,
            "subscription_suspended",
            now,
            Json.MAPPER.createObjectNode().put("state", "suspended"));
    SQSMessage message = message("a", "1");
    message.setBody(EventMessage.of(event).write());

    batch.deliver(List.of(message), LATER);

    assertThat(delivered)
        .containsExactly(
            URL + " {\"dataType\":\"subscription_suspended\",\"data\":{\"state\":\"suspended\"}}");
  }

  @Test
  void prefersTheSessionsOwnWebhook() {
    webhooks.put(
        WebhookItem.ofSession(SESSION, Environment.TEST),
        webhook("https://own.example/", Optional.empty()));

    batch.deliver(List.of(message("a", "1")), LATER);

    assertThat(delivered).containsExactly("https://own.example/ body1");
  }

  @Test
  void fetchesTheBodyOfALargeEvent() {
    stored = Optional.of("large");
    SQSMessage large = message("a", "1");
    large.setBody(event(SHOP, "1", Optional.empty()).write());

    assertThat(batch.deliver(List.of(large), LATER).undelivered()).isEmpty();
    assertThat(delivered).containsExactly(URL + " large");
  }

  @Test
  void beginsNothingThatCouldOutlastTheFunction() {
    Instant soon = now.plus(HttpReceivers.TOTAL_TIMEOUT);

    Batch.Report report = batch.deliver(List.of(message("a", "1")), soon);

    assertThat(delivered).isEmpty();
    assertThat(report.undelivered()).containsExactly("1");
    assertThat(pauses.values()).containsExactly(Duration.ZERO);
  }

  @Test
  void leavesWhatItCannotReadForTheDeadLetterQueue() {
    SQSMessage strange = message("a", "1");
    strange.setBody("{}");

    assertThat(batch.deliver(List.of(strange), LATER).undelivered()).containsExactly("1");
  }

  @Test
  void pausesLongerEachTimeButNeverMoreThanTenMinutes() {
    assertThat(Backoff.after(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Backoff.after(4)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Backoff.after(40)).isEqualTo(Duration.ofMinutes(10));
  }

  private Answer receive(Delivery delivery) {
    delivered.add(delivery.webhook().url() + " " + delivery.body());
    now = now.plus(takes);
    return answer;
  }

  private static Webhook webhook(String url, Optional<Set<String>> events) {
    return new Webhook(url, events, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", Optional.empty());
  }

  private EventMessage event(CustomerId customer, String id, Optional<String> body) {
    SessionId session = SessionId.of(customer, new SessionName("main"));
    return new EventMessage(
        EventId.of(session, "message", id),
        customer,
        Optional.of(session),
        environment,
        "message",
        now.minusSeconds(60),
        body,
        Optional.empty());
  }

  private SQSMessage message(String group, String id) {
    return message(SHOP, group, id);
  }

  private SQSMessage message(CustomerId customer, String group, String id) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle("receipt" + id);
    message.setBody(event(customer, id, Optional.of("body" + id)).write());
    message.setAttributes(Map.of("MessageGroupId", group, "ApproximateReceiveCount", "1"));
    return message;
  }

  private final class CustomerStore implements AccessStore {
    @Override
    public Optional<ApiKey> key(String hash) {
      return Optional.empty();
    }

    @Override
    public Optional<Subscription> subscription(CustomerId customer) {
      return Optional.of(subscription);
    }
  }

  private final class Stored implements WebhookStore {
    @Override
    public Optional<Webhook> find(String scope) {
      lookUps.add(scope);
      return Optional.ofNullable(webhooks.get(scope));
    }

    @Override
    public Webhook put(
        String scope, Whose whose, Webhook webhook, Optional<Instant> oldSecretUntil) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<WebhookStore.Stored> of(CustomerId customer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Webhook> replaceSecret(String scope, String secret, Instant oldUntil) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(String scope) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Objects implements PayloadStore {
    @Override
    public void put(String key, String json) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> get(String key) {
      return stored;
    }

    @Override
    public Optional<byte[]> bytes(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public URI link(String key) {
      throw new UnsupportedOperationException();
    }
  }
}
