package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.Scope;
import io.griot.contract.SendingItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.admin.CustomerRecordStore.Change;
import io.griot.functions.admin.CustomerRecordStore.NewCustomer;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.TestSessions;
import io.griot.functions.supervision.CustomerStore;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import io.griot.local.aws.LocalTables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the stored progress of deletions, and the data that they remove. */
class DeletionStoreIT {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final CustomerId BEN = new CustomerId("ben");
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoDeletionStore store =
      new DynamoDeletionStore(tables.client(), tables.names());
  private final DynamoCustomerRecordStore customers =
      new DynamoCustomerRecordStore(tables.client(), tables.names());

  @BeforeEach
  void customer() {
    tables.clear();
    assertThat(customers.create(new NewCustomer(AWA, NOW, named("Chez Awa")), List.of())).isTrue();
  }

  private static Change named(String name) {
    return new Change(Map.of(CustomerItem.NAME, Optional.of(name)), Map.of());
  }

  @Test
  void beginsOnceAndOnlyForWhoIsThere() {
    assertThat(store.begin(BEN, NOW)).isEmpty();
    Deletion first = store.begin(AWA, NOW).orElseThrow();

    assertThat(first.askedAt()).isEqualTo(NOW);
    assertThat(store.begin(AWA, LATER)).contains(first);
  }

  @Test
  void keepsWhatWasFoundFirstAndAllSessions() {
    SessionId other = SessionId.of(AWA, new SessionName("other"));
    assertThat(store.begin(AWA, NOW)).isPresent();

    assertThat(store.counted(AWA, Map.of("keys", 3L))).isTrue();
    assertThat(store.counted(AWA, Map.of("keys", 0L))).isTrue();
    assertThat(store.waitFor(AWA, Set.of(ID))).isTrue();
    assertThat(store.waitFor(AWA, Set.of(other))).isTrue();

    Deletion deletion = store.begin(AWA, LATER).orElseThrow();
    assertThat(deletion.found()).contains(Map.of("keys", 3L));
    assertThat(deletion.sessions()).containsExactlyInAnyOrder(ID, other);
  }

  @Test
  void forgetsWhoTheyWereAndKeepsTheirId() {
    assertThat(store.begin(AWA, NOW)).isPresent();
    assertThat(store.counted(AWA, Map.of("keys", 3L))).isTrue();
    assertThat(store.waitFor(AWA, Set.of(ID))).isTrue();

    assertThat(store.finish(AWA, LATER)).isTrue();
    assertThat(store.finish(AWA, LATER.plusSeconds(1))).isFalse();

    assertThat(tables.get(Table.CUSTOMERS, AWA.value()))
        .containsOnlyKeys(
            CustomerItem.CUSTOMER_ID,
            CustomerItem.CREATED_AT,
            CustomerItem.DELETED_AT,
            CustomerItem.DELETED,
            CustomerItem.DELETION_DONE_AT);
    assertThat(store.begin(AWA, LATER).orElseThrow().doneAt()).contains(LATER);
    assertThat(customers.create(new NewCustomer(AWA, LATER, named("Another")), List.of()))
        .isFalse();
  }

  @Test
  void letsNobodyChangeServeOrCreditWhoIsDeleted() {
    assertThat(store.begin(AWA, NOW)).isPresent();

    assertThat(customers.change(AWA, named("Other"))).isFalse();
    assertThat(customers.change(AWA, new Change(Map.of(), Map.of()))).isFalse();
    assertThat(customers.suspend(AWA, NOW)).isFalse();
    assertThat(customers.resume(AWA)).isFalse();
    assertThat(customers.limit(AWA, Map.of("uploadsPerDay", OptionalLong.of(1)))).isFalse();
    DynamoAccessStore access = new DynamoAccessStore(tables.client(), tables.names());
    assertThat(access.subscription(AWA).orElseThrow().at(NOW).servesTests()).isFalse();
    assertThat(new DynamoLedgerStore(tables.client(), tables.names()).subscription(AWA)).isEmpty();
    DynamoSessionStore sessions =
        new DynamoSessionStore(
            tables.client(),
            tables.names(),
            new DynamoHostStore(tables.client(), tables.names(), InstantSource.system()),
            InstantSource.system());
    assertThat(sessions.create(TestSessions.started(NOW), PLANNED))
        .isEqualTo(SessionStore.Creation.QUOTA_EXCEEDED);
    CustomerStore.Customer seen =
        Objects.requireNonNull(
            new DynamoCustomerStore(tables.client(), tables.names()).all().get(AWA));
    assertThat(seen.deletion()).isPresent();
  }

  @Test
  void setsLimitsOfTheirOwnAndTakesThemBack() {
    assertThat(
            customers.limit(
                AWA,
                Map.of("uploadsPerDay", OptionalLong.of(7), "waitingRequests", OptionalLong.of(9))))
        .isTrue();
    assertThat(customers.limit(AWA, Map.of("uploadsPerDay", OptionalLong.empty()))).isTrue();
    assertThat(customers.find(AWA).orElseThrow().limits()).isEqualTo(Map.of("waitingRequests", 9L));

    assertThat(customers.limit(AWA, Map.of("waitingRequests", OptionalLong.empty()))).isTrue();

    assertThat(customers.find(AWA).orElseThrow().limits()).isEmpty();
    assertThat(customers.limit(BEN, Map.of("waitingRequests", OptionalLong.of(1)))).isFalse();
  }

  @Test
  void removesTheirKeysAndNobodyElses() {
    DynamoKeyStore keys = new DynamoKeyStore(tables.client(), tables.names());
    Keys mint = new Keys(keys, new SecureRandom(), () -> NOW);
    mint.mint(KeyOrder.of(AWA, Environment.LIVE, Scope.ALL));
    mint.mint(KeyOrder.of(AWA, Environment.TEST, Scope.ALL));
    mint.mint(KeyOrder.of(BEN, Environment.TEST, Scope.ALL));
    CustomerKeys theirs = new CustomerKeys(tables.client(), tables.names());

    assertThat(theirs.count(AWA)).hasValue(2);
    assertThat(theirs.remove(AWA, Set.of(), LATER)).isTrue();

    assertThat(keys.of(AWA)).isEmpty();
    assertThat(keys.of(BEN)).hasSize(1);
  }

  @Test
  void removesTheirWebhooksAlsoOfSessionsThatAreNoMoreAndOfBeforeTheyNamedTheirCustomer() {
    DynamoWebhookStore webhooks = new DynamoWebhookStore(tables.client(), tables.names());
    Webhook webhook =
        new Webhook("https://shop.example/", Optional.empty(), "whsec_x", Optional.empty());
    SessionId past = SessionId.of(AWA, new SessionName("past"));
    String old = WebhookItem.ofSession(ID, Environment.TEST);
    Webhook _ =
        webhooks.put(
            WebhookItem.ofCustomer(AWA, Environment.LIVE),
            new WebhookStore.Whose(AWA, Optional.empty()),
            webhook,
            Optional.empty());
    Webhook _ =
        webhooks.put(
            WebhookItem.ofSession(past, Environment.LIVE),
            new WebhookStore.Whose(AWA, Optional.empty()),
            webhook,
            Optional.empty());
    Webhook _ =
        webhooks.put(
            WebhookItem.ofCustomer(BEN, Environment.LIVE),
            new WebhookStore.Whose(BEN, Optional.empty()),
            webhook,
            Optional.empty());
    tables.update(
        Table.WEBHOOKS, old, new Write().set(WebhookItem.URL, Item.ofText("https://a.example/")));
    String logged = WebhookItem.ofCustomer(AWA, Environment.TEST);
    tables.update(
        Table.WEBHOOKS, logged, new Write().set(WebhookItem.LOG_UNTIL, Item.ofInstant(LATER)));
    CustomerWebhooks theirs = new CustomerWebhooks(tables.client(), tables.names());

    assertThat(theirs.count(AWA)).hasValue(2);
    assertThat(theirs.remove(AWA, Set.of(ID), LATER)).isTrue();

    assertThat(theirs.count(AWA)).hasValue(0);
    assertThat(tables.get(Table.WEBHOOKS, old)).isEmpty();
    assertThat(tables.get(Table.WEBHOOKS, logged)).as("no webhook, but theirs").isEmpty();
    assertThat(theirs.count(BEN)).hasValue(1);
  }

  @Test
  void removesTheLogsOfTheirEventsAlsoOfSessionsThatAreNoMore() {
    SessionName past = new SessionName("past");
    logEvent(SessionId.of(AWA, past));
    list(AWA, past);
    logEvent(ID);
    logEvent(SessionId.of(BEN, past));
    list(BEN, past);
    CustomerEvents theirs =
        new CustomerEvents(tables.client(), tables.names(), InstantSource.fixed(NOW));

    assertThat(theirs.count(AWA)).isEmpty();
    assertThat(theirs.remove(AWA, Set.of(ID), NOW)).as("no time is left").isFalse();
    assertThat(tables.all(Table.EVENTS)).hasSize(5);
    assertThat(theirs.remove(AWA, Set.of(ID), LATER)).isTrue();

    assertThat(tables.all(Table.EVENTS))
        .extracting(item -> new Item(item).text(EventLogItem.LOG))
        .containsExactlyInAnyOrder(
            EventLogItem.ofSession(SessionId.of(BEN, past), Environment.TEST),
            EventLogItem.ofCustomer(BEN, Environment.TEST));
  }

  private static void logEvent(SessionId session) {
    log(EventLogItem.ofSession(session, Environment.TEST), EventLogItem.position(1));
  }

  private static void list(CustomerId customer, SessionName session) {
    log(EventLogItem.ofCustomer(customer, Environment.TEST), session.value());
  }

  private static void log(String log, String position) {
    tables.put(
        Table.EVENTS,
        Map.of(EventLogItem.LOG, Item.ofText(log), EventLogItem.POSITION, Item.ofText(position)));
  }

  @Test
  void removesHowTheirSessionsSend() {
    SessionId others = SessionId.of(BEN, new SessionName("main"));
    String settings = SendingItem.ofSession(ID, Environment.TEST);
    String person = SendingItem.ofPerson(ID, Environment.TEST, "1@c.us");
    String foreign = SendingItem.ofSession(others, Environment.TEST);
    for (String scope : List.of(settings, person, foreign)) {
      tables.update(Table.SENDING, scope, new Write().add(SendingItem.REVISION, 1));
    }
    CustomerSendings theirs = new CustomerSendings(tables.client(), tables.names(), () -> NOW);

    assertThat(theirs.remove(AWA, Set.of(ID), NOW)).isFalse();
    assertThat(theirs.remove(AWA, Set.of(ID), NOW.plus(Duration.ofSeconds(9)))).isTrue();

    assertThat(tables.get(Table.SENDING, settings)).isEmpty();
    assertThat(tables.get(Table.SENDING, person)).isEmpty();
    assertThat(tables.get(Table.SENDING, foreign)).isNotEmpty();
  }
}
