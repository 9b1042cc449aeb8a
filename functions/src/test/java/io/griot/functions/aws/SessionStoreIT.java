package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.HostItem;
import io.griot.contract.NewerFormException;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.session.MovableClock;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.SessionsContract;
import io.griot.functions.session.TestSessions;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SessionStoreIT extends SessionsContract {
  @AutoClose private static final LocalTables tables = new LocalTables();

  /** A wrong clock. A correct time can only come from DynamoDB. */
  private static final InstantSource WRONG_CLOCK = () -> Instant.EPOCH;

  private DynamoSessionStore store;

  @BeforeEach
  void customer() {
    tables.clear();
    new DynamoAccessStore(tables.client(), tables.names()).activate(AWA);
    store =
        new DynamoSessionStore(
            tables.client(),
            tables.names(),
            new DynamoHostStore(tables.client(), tables.names(), InstantSource.system()),
            WRONG_CLOCK);
  }

  @Override
  protected SessionStore sessions() {
    return store;
  }

  @Override
  protected void quota(Environment environment, int sessions) {
    new DynamoAccessStore(tables.client(), tables.names()).allow(AWA, environment, sessions);
  }

  @Override
  protected long counted(Environment environment) {
    return new Item(tables.get(Table.CUSTOMERS, AWA.value()))
        .count(CustomerItem.sessionsOf(environment));
  }

  @Override
  protected void take(String host) {
    tables.update(
        Table.SESSIONS,
        ID.value(),
        new Write()
            .set(SessionItem.OWNER, Item.ofText(host))
            .add(SessionItem.TOKEN, 1)
            .remove(SessionItem.WAITING)
            .remove(SessionItem.WAITING_RANK));
  }

  @Override
  protected void link(Instant at) {
    tables.update(
        Table.SESSIONS, ID.value(), new Write().set(SessionItem.LINKED_AT, Item.ofInstant(at)));
  }

  @Test
  void notesWhatRemainsOfAnEndedSession() {
    var session = TestSessions.started(T0);
    assertThat(store.create(session, PLANNED)).isEqualTo(SessionStore.Creation.CREATED);

    assertThat(store.end(session, T0.plusSeconds(9))).isTrue();

    assertThat(new DynamoEndingStore(tables.client(), tables.names()).all())
        .singleElement()
        .matches(ending -> ending.generation().equals(session.generation()));
  }

  @Test
  void endsASessionOfACustomerWhoIsNoMore() {
    var session = TestSessions.started(T0);
    assertThat(store.create(session, PLANNED)).isEqualTo(SessionStore.Creation.CREATED);
    tables
        .client()
        .deleteItem(delete ->
            delete
                .tableName(tables.names().table(Table.CUSTOMERS))
                .key(Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(AWA.value()))));

    assertThat(store.end(session, T0)).isTrue();
    assertThat(store.find(ID)).isEmpty();
    assertThat(tables.get(Table.CUSTOMERS, AWA.value())).isEmpty();
  }

  @Test
  void startsAndEndsThoughOthersChangeTheSameCounter() {
    var session = TestSessions.started(T0);
    var pauses = new MovableClock();
    var starts = new Conflicting(tables.client(), 5, "None", "TransactionConflict");
    var ends = new Conflicting(tables.client(), 5, "None", "None", "TransactionConflict");

    assertThat(store(starts, pauses).create(session, PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    assertThat(counted(Environment.TEST)).isOne();
    assertThat(store(ends, pauses).end(session, T0)).isTrue();

    assertThat(counted(Environment.TEST)).isZero();
    assertThat(pauses.pauses()).isEqualTo(10);
  }

  @Test
  void givesUpOnConflictsThatStay() {
    var session = TestSessions.started(T0);
    var starts = new Conflicting(tables.client(), 99, "None", "TransactionConflict");

    assertThat(store(starts, new MovableClock()).create(session, PLANNED))
        .isEqualTo(SessionStore.Creation.BUSY);
    assertThat(starts.asked).isEqualTo(6);
  }

  @Test
  void triesNothingAgainThatWasRefused() {
    var session = TestSessions.started(T0);
    var starts =
        new Conflicting(tables.client(), 1, "ConditionalCheckFailed", "TransactionConflict");

    assertThat(store(starts, new MovableClock()).create(session, PLANNED))
        .isEqualTo(SessionStore.Creation.EXISTS);
    assertThat(starts.asked).isOne();
  }

  private static DynamoSessionStore store(DynamoDbClient client, MovableClock pauses) {
    return new DynamoSessionStore(
        client,
        tables.names(),
        new DynamoHostStore(client, tables.names(), InstantSource.system()),
        WRONG_CLOCK,
        pauses);
  }

  @Test
  void keepsCounterAndQuotaWhenACustomerPaysAgain() {
    quota(Environment.TEST, 7);
    assertThat(store.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);

    new DynamoAccessStore(tables.client(), tables.names()).activate(AWA);

    assertThat(counted(Environment.TEST)).isOne();
    assertThat(tables.get(Table.CUSTOMERS, AWA.value())).containsKey(CustomerItem.TEST_QUOTA);
  }

  @Test
  void knowsTheNewestGenerationThatWasSeenAlsoOnceItEnded() {
    assertThat(store.newestSeen(ID)).isEmpty();
    tables.put(
        Table.OBSERVATIONS,
        Map.of(
            ObservationItem.SESSION_ID, Item.ofText(ID.value()),
            ObservationItem.CREATED_AT, Item.ofInstant(T0)));

    assertThat(store.newestSeen(ID)).contains(T0);
  }

  @Test
  void readsWhatItsHostSeesAndJudgesItByDynamoDbsTime() {
    assertThat(store.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    take("host-a");
    tables.put(
        Table.OBSERVATIONS,
        Map.of(
            ObservationItem.SESSION_ID, Item.ofText(ID.value()),
            ObservationItem.CREATED_AT, Item.ofInstant(T0),
            ObservationItem.TOKEN, Item.ofNumber(1),
            ObservationItem.STATE, Item.ofText("CONNECTED"),
            ObservationItem.USABLE, Item.ofFlag(true)));
    tables.put(
        Table.HOSTS,
        Map.of(
            HostItem.HOST_ID, Item.ofText("host-a"),
            HostItem.VERSION, Item.ofNumber(HostItem.CURRENT_VERSION),
            HostItem.BEAT, Item.ofNumber(4),
            HostItem.BEAT_MILLIS, Item.ofNumber(15_000),
            HostItem.BEAT_AT, Item.ofInstant(Instant.now()),
            HostItem.PROOFS,
                AttributeValue.fromM(Map.of(ID.value(), Item.ofInstant(Instant.now())))));

    SessionView view = store.find(ID).orElseThrow();

    assertThat(view.current()).isPresent();
    assertThat(view.hostLives()).isTrue();
    assertThat(view.provenAt()).isPresent();
    assertThat(Duration.between(view.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(store.of(AWA)) // read at another second, perhaps
        .extracting(SessionView::session, SessionView::observation, SessionView::host)
        .containsExactly(tuple(view.session(), view.observation(), view.host()));
  }

  @Test
  void refusesByNameWhatANewerVersionWrote() {
    assertThat(store.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    tables.update(
        Table.SESSIONS,
        ID.value(),
        new Write()
            .set(SessionItem.VERSION, Item.ofNumber(3))
            .set(SessionItem.WANTED, Item.ofText("HIBERNATING")));

    assertThatExceptionOfType(NewerFormException.class)
        .isThrownBy(() -> store.find(ID))
        .withMessageContaining("session " + ID)
        .withMessageContaining("form 3");
  }

  @Test
  void refusesByNameAWordThatItDoesNotKnow() {
    assertThat(store.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    tables.update(
        Table.SESSIONS,
        ID.value(),
        new Write().set(SessionItem.WANTED, Item.ofText("HIBERNATING")));

    assertThatExceptionOfType(NewerFormException.class)
        .isThrownBy(() -> store.find(ID))
        .withMessageContaining("session " + ID)
        .withMessageContaining("wanted HIBERNATING");
  }

  @Test
  void refusesAKeyOfAnEnvironmentThatItDoesNotKnow() {
    tables.put(
        Table.API_KEYS,
        Map.of(
            ApiKeyItem.KEY_HASH, Item.ofText("hash"),
            ApiKeyItem.CUSTOMER_ID, Item.ofText(AWA.value()),
            ApiKeyItem.KIND, Item.ofText("MOON")));

    assertThatExceptionOfType(NewerFormException.class)
        .isThrownBy(() -> new DynamoAccessStore(tables.client(), tables.names()).key("hash"));
  }

  @Test
  void pokesAHostThatIsThereOnly() {
    DynamoHostStore hosts =
        new DynamoHostStore(tables.client(), tables.names(), InstantSource.system());
    tables.put(Table.HOSTS, Map.of(HostItem.HOST_ID, Item.ofText("host-a")));

    hosts.poke("host-a");
    hosts.poke("host-a");
    hosts.poke("gone");

    assertThat(new Item(tables.get(Table.HOSTS, "host-a")).count(HostItem.POKES)).isEqualTo(2);
    assertThat(tables.get(Table.HOSTS, "gone")).isEmpty();
    assertThat(hosts.find("gone")).isEqualTo(Optional.empty());
  }
}
