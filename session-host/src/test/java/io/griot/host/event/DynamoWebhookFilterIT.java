package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.host.event.WebhookFilter.Verdict;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoWebhookFilterIT {
  private static final CustomerId CUSTOMER = new CustomerId("shop");
  private static final SessionId SESSION = SessionId.of(CUSTOMER, new SessionName("main"));
  private static final String OF_SESSION = WebhookItem.ofSession(SESSION, Environment.TEST);
  private static final String OF_CUSTOMER = WebhookItem.ofCustomer(CUSTOMER, Environment.TEST);
  private static final Duration MOMENT = Duration.ofMillis(1);

  static LocalTables tables;

  private long now;
  private DynamoWebhookFilter filter;

  @BeforeAll
  static void start() {
    tables = new LocalTables();
  }

  @AfterAll
  static void stop() {
    tables.close();
  }

  @BeforeEach
  void empty() {
    tables.empty(Table.WEBHOOKS);
    filter = new DynamoWebhookFilter(tables.client(), tables.names(), () -> now);
  }

  @Test
  void dropsNoEventThatHappenedAfterItsWebhookWasSet() {
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.UNWANTED);
    set(OF_CUSTOMER);
    pass(MOMENT);
    long happened = now;
    assertThat(filter.verdict(event("message"), happened)).isEqualTo(Verdict.UNDECIDED);

    pass(DynamoWebhookFilter.LEAST_INTERVAL);
    assertThat(filter.verdict(event("message"), happened)).isEqualTo(Verdict.WANTED);
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.WANTED);
  }

  @Test
  void readsAScopeAtMostOnceInItsIntervalHoweverMuchHappens() {
    for (int i = 0; i < 100; i++) {
      filter.verdict(event("message"), now);
      pass(MOMENT);
    }
    assertThat(filter.lookUps()).isEqualTo(2);

    pass(DynamoWebhookFilter.LEAST_INTERVAL);
    for (int i = 0; i < 100; i++) {
      filter.verdict(event("message"), now);
      pass(MOMENT);
    }
    assertThat(filter.lookUps()).isEqualTo(4);
  }

  @Test
  void believesForAWhileThatAnEventIsWanted() {
    set(OF_CUSTOMER, "message");
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.WANTED);
    pass(DynamoWebhookFilter.BELIEVED.minus(MOMENT));
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.WANTED);
    assertThat(filter.lookUps()).isEqualTo(2);

    tables.empty(Table.WEBHOOKS);
    pass(MOMENT);
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.UNWANTED);
  }

  @Test
  void noticesThatAWebhookWantsMoreThanBefore() {
    set(OF_SESSION, "ready");
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.UNWANTED);
    set(OF_SESSION, "ready", "message");
    pass(MOMENT);
    long happened = now;
    assertThat(filter.verdict(event("message"), happened)).isEqualTo(Verdict.UNDECIDED);
    assertThat(filter.verdict(event("ready"), now)).isEqualTo(Verdict.WANTED);

    pass(DynamoWebhookFilter.LEAST_INTERVAL);
    assertThat(filter.verdict(event("message"), happened)).isEqualTo(Verdict.WANTED);
  }

  @Test
  void prefersTheSessionsOwnWebhook() {
    set(OF_CUSTOMER);
    set(OF_SESSION, "ready");

    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.UNWANTED);
    assertThat(filter.verdict(event("ready"), now)).isEqualTo(Verdict.WANTED);
  }

  @Test
  void logsForACustomerWhoReadsEventsFromTheMomentThatTheyAskedFor() {
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.UNWANTED);
    log(OF_CUSTOMER, Instant.EPOCH.plusSeconds(1));
    pass(MOMENT);
    long happened = now;
    assertThat(filter.verdict(event("message"), happened)).isEqualTo(Verdict.UNDECIDED);

    pass(DynamoWebhookFilter.LEAST_INTERVAL);
    assertThat(filter.verdict(event("message"), happened)).isEqualTo(Verdict.LOGGED);
    pass(MOMENT);
    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.LOGGED_UNDECIDED);
  }

  @Test
  void logsNoMoreForACustomerWhoStoppedReading() {
    log(OF_CUSTOMER, Instant.EPOCH);

    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.UNWANTED);
  }

  @Test
  void logsWhatASessionsOwnWebhookDoesNotWant() {
    set(OF_SESSION, "ready");
    log(OF_CUSTOMER, Instant.EPOCH.plusSeconds(1));

    assertThat(filter.verdict(event("message"), now)).isEqualTo(Verdict.LOGGED);
    assertThat(filter.verdict(event("ready"), now)).isEqualTo(Verdict.WANTED);
  }

  private static void log(String scope, Instant until) {
    tables
        .client()
        .putItem(put ->
            put.tableName(tables.names().table(Table.WEBHOOKS))
                .item(
                    Map.of(
                        WebhookItem.SCOPE,
                        AttributeValue.fromS(scope),
                        WebhookItem.LOG_UNTIL,
                        AttributeValue.fromN(Long.toString(until.toEpochMilli())))));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static void set(String scope, String... events) {
    Map<String, AttributeValue> item =
        events.length == 0
            ? Map.of(
                WebhookItem.SCOPE,
                AttributeValue.fromS(scope),
                WebhookItem.URL,
                AttributeValue.fromS("https://shop.example"))
            : Map.of(
                WebhookItem.SCOPE,
                AttributeValue.fromS(scope),
                WebhookItem.URL,
                AttributeValue.fromS("https://shop.example"),
                WebhookItem.EVENTS,
                AttributeValue.fromSs(List.of(events)));
    tables.client().putItem(put -> put.tableName(tables.names().table(Table.WEBHOOKS)).item(item));
  }

  private static Event event(String dataType) {
    return new Event(
        EventId.of(SESSION, dataType, "key"),
        CUSTOMER,
        SESSION,
        new SessionName("main"),
        Environment.TEST,
        "chat",
        dataType,
        Instant.EPOCH,
        Optional.empty());
  }
}
