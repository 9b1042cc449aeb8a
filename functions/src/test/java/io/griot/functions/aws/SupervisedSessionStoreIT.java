package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.HostItem;
import io.griot.contract.ObservationItem;
import io.griot.contract.ParkSettings;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.TestSessions;
import io.griot.functions.supervision.SupervisedSessionStore.Snapshot;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SupervisedSessionStoreIT {
  private static final Instant T0 = Instant.parse("2026-10-01T12:00:00Z");
  private static final Instant NOW = T0.plusSeconds(3600);
  @AutoClose private static final LocalTables tables = new LocalTables();

  private DynamoSessionStore sessions;
  private DynamoSupervisedSessionStore store;

  @BeforeEach
  void empty() {
    tables.clear();
    InstantSource clock = InstantSource.system();
    sessions =
        new DynamoSessionStore(
            tables.client(),
            tables.names(),
            new DynamoHostStore(tables.client(), tables.names(), clock),
            clock);
    store = new DynamoSupervisedSessionStore(tables.client(), tables.names(), sessions, clock);
    new DynamoAccessStore(tables.client(), tables.names()).activate(AWA);
  }

  @Test
  void bringsARunningLinkedSessionIntoTheFormOfToday() {
    put(
        old(
            Map.of(
                "placedAt", Item.ofInstant(T0),
                "owner", Item.ofText("host-of-before"),
                "token", Item.ofNumber(7),
                "beat", Item.ofNumber(912),
                "state", Item.ofText("CONNECTED"),
                "usable", Item.ofFlag(true),
                "provenAt", Item.ofInstant(T0.plusSeconds(60)),
                "checkpoint", Item.ofText("profiles/x/7-3"))));

    Session session = read();

    assertThat(session.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session.linkedAt()).contains(T0.plusSeconds(60));
    assertThat(session.owner()).isEmpty();
    assertThat(session.token()).isEqualTo(7);
    assertThat(session.waitingSince()).contains(NOW);
    assertThat(item().keySet())
        .isEqualTo(
            Set.of(
                SessionItem.SESSION_ID,
                SessionItem.VERSION,
                SessionItem.CUSTOMER_ID,
                SessionItem.NAME,
                SessionItem.ENVIRONMENT,
                SessionItem.CREATED_AT,
                SessionItem.WANTED,
                SessionItem.WANTED_AT,
                SessionItem.TOKEN,
                SessionItem.WAITING,
                SessionItem.WAITING_RANK,
                SessionItem.LINKED_AT,
                SessionItem.CHECKPOINT));
    assertThat(item()).containsEntry(SessionItem.CHECKPOINT, Item.ofText("profiles/x/7-3"));
  }

  @Test
  void migratesASessionOnce() {
    put(old(Map.of("placedAt", Item.ofInstant(T0))));

    Session first = read();
    assertThat(store.read(NOW.plusSeconds(60)).sessions())
        .extracting(SessionView::session)
        .containsExactly(first);
  }

  @Test
  void leavesAStoppedSessionStopped() {
    put(
        old(
            Map.of(
                "stoppedAt", Item.ofInstant(T0),
                "usable", Item.ofFlag(false),
                "checkpoint", Item.ofText("profiles/x/7-3"))));

    Session session = read();

    assertThat(session.wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session.linked()).isTrue();
    assertThat(session.waitingSince()).isEmpty();
  }

  @Test
  void knowsThatAPhoneUnlinkedASession() {
    put(
        old(
            Map.of(
                "problem", Item.ofText("logged_out"),
                "checkpoint", Item.ofText("profiles/x/7-3"))));

    assertThat(read().linked()).isFalse();
  }

  @Test
  void writesNothingToAnItemInTheOldFormBeforeThat() {
    put(old(Map.of("placedAt", Item.ofInstant(T0))));
    Session seen = sessions.find(ID).orElseThrow().session();

    assertThat(seen.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(sessions.change(seen, seen.ending(NOW))).isFalse();
  }

  @Test
  void countsAndLeavesAloneWhatANewerVersionWrote() {
    Map<String, AttributeValue> newer = new HashMap<>(old(Map.of()));
    newer.put(SessionItem.VERSION, Item.ofNumber(3));
    put(newer);

    Snapshot snapshot = store.read(NOW);

    assertThat(snapshot.unknown()).isOne();
    assertThat(snapshot.sessions()).isEmpty();
    assertThat(item()).isEqualTo(newer);
  }

  @Test
  void leavesAloneEachItemThatItCannotReadAndReadsTheOthers() {
    assertThat(sessions.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    Map<String, AttributeValue> whole = new HashMap<>(item());
    put(other("a", whole, SessionItem.WANTED, "HIBERNATING"));
    put(other("b", whole, SessionItem.ENVIRONMENT, "MOON"));
    put(other("c", whole, SessionItem.NAME, "not a name"));
    put(other("d", whole, SessionItem.WAITING_RANK, "first"));
    put(Map.of(SessionItem.SESSION_ID, Item.ofText("e".repeat(26))));
    put(Map.of(SessionItem.SESSION_ID, Item.ofText("not an id")));
    beat("host-a", 1);
    tables.put(
        Table.HOSTS,
        Map.of(
            HostItem.HOST_ID, Item.ofText("host-b"),
            HostItem.VERSION, Item.ofNumber(99)));
    tables.put(
        Table.OBSERVATIONS,
        Map.of(
            ObservationItem.SESSION_ID, Item.ofText("f".repeat(26)),
            ObservationItem.TOKEN, Item.ofNumber(1)));
    tables.put(
        Table.OBSERVATIONS,
        Map.of(
            ObservationItem.SESSION_ID, Item.ofText(ID.value()),
            ObservationItem.CREATED_AT, Item.ofInstant(T0),
            ObservationItem.TOKEN, Item.ofNumber(1),
            ObservationItem.STATE, Item.ofText("HOVERING"),
            ObservationItem.USABLE, Item.ofFlag(true)));
    tables.put(Table.CUSTOMERS, Map.of(CustomerItem.CUSTOMER_ID, Item.ofText("not an id")));
    tables.put(
        Table.ENDINGS,
        Map.of(
            EndingItem.GENERATION, Item.ofText("odd"),
            EndingItem.SESSION_ID, Item.ofText("odd")));

    Snapshot snapshot = store.read(NOW);

    assertThat(snapshot.unknown()).isEqualTo(6);
    assertThat(snapshot.sessions())
        .singleElement()
        .matches(view -> view.session().id().equals(ID))
        .matches(view -> view.observation().orElseThrow().state().isEmpty())
        .matches(view -> view.observation().orElseThrow().usable());
    assertThat(snapshot.hosts()).extracting(Host::id).containsExactly("host-a");
    assertThat(new DynamoCustomerStore(tables.client(), tables.names()).all())
        .containsOnlyKeys(AWA);
    assertThat(new DynamoEndingStore(tables.client(), tables.names()).all()).isEmpty();
  }

  private static Map<String, AttributeValue> other(
      String letter, Map<String, AttributeValue> whole, String attribute, String odd) {
    Map<String, AttributeValue> item = new HashMap<>(whole);
    item.put(SessionItem.SESSION_ID, Item.ofText(letter.repeat(26)));
    item.put(attribute, Item.ofText(odd));
    return item;
  }

  @Test
  void keepsAReasonForAStopThatItDoesNotKnow() {
    assertThat(sessions.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    Map<String, AttributeValue> hibernating = new HashMap<>(item());
    hibernating.put(SessionItem.OWNER, Item.ofText("gone"));
    hibernating.put(SessionItem.WANTED, Item.ofText(Wanted.STOPPED.name()));
    hibernating.put(SessionItem.STOP_REASON, Item.ofText("HIBERNATING"));
    hibernating.keySet().removeAll(Set.of(SessionItem.WAITING, SessionItem.WAITING_RANK));
    put(hibernating);

    Session stopped = read();
    assertThat(stopped.stopReason()).isEmpty();
    assertThat(store.release(stopped, Optional.empty(), stopped.released(NOW))).isTrue();
    assertThat(item()).containsEntry(SessionItem.STOP_REASON, Item.ofText("HIBERNATING"));

    assertThat(store.change(read(), read().running(NOW))).isTrue();
    assertThat(item()).doesNotContainKey(SessionItem.STOP_REASON);
  }

  @Test
  void takesASessionFromAHostOnlyWhileItsHeartStandsStill() {
    beat("host-a", 4);
    Session held = held("host-a");
    Host seen = store.read(NOW).hosts().getFirst();
    beat("host-a", 5);
    assertThat(store.release(held, Optional.of(seen), held.released(NOW))).isFalse();

    Host now = store.read(NOW).hosts().getFirst();
    assertThat(store.release(held, Optional.of(now), held.released(NOW))).isTrue();
    assertThat(read().owner()).isEmpty();
    assertThat(read().waitingSince()).contains(NOW);
  }

  @Test
  void takesNoSessionFromAHostThatCameMeanwhile() {
    Session held = held("host-a");
    assertThat(store.read(NOW).hosts()).isEmpty();
    beat("host-a", 1);

    assertThat(store.release(held, Optional.empty(), held.released(NOW))).isFalse();
    assertThat(read().owner()).contains("host-a");
  }

  @Test
  void takesASessionFromAHostThatIsGone() {
    Session held = held("gone");

    assertThat(store.release(held, Optional.empty(), held.released(NOW))).isTrue();
    assertThat(read().owner()).isEmpty();
  }

  @Test
  void drainsAHostThatIsThereOnly() {
    beat("host-a", 1);

    store.drain("host-a");
    store.drain("gone");

    assertThat(store.read(NOW).hosts())
        .singleElement()
        .matches(host -> host.id().equals("host-a") && host.draining());
  }

  @Test
  void forgetsNoHostWhoseHeartBeats() {
    beat("host-a", 1);
    Host seen = store.read(NOW).hosts().getFirst();
    beat("host-a", 2);

    store.forget(seen);
    assertThat(store.read(NOW).hosts()).hasSize(1);
    store.forget(store.read(NOW).hosts().getFirst());
    assertThat(store.read(NOW).hosts()).isEmpty();
  }

  @Test
  void readsWhichSessionsTheirHostsSayAreQuiet() {
    held("host-a");
    beat("host-a", 1);
    assertThat(store.read(NOW).sessions()).noneMatch(SessionView::isQuiet);

    tables.update(
        Table.HOSTS, "host-a", new Write().set(HostItem.QUIET, Item.ofTexts(List.of(ID.value()))));

    assertThat(store.read(NOW).sessions()).singleElement().matches(SessionView::isQuiet);
  }

  @Test
  void readsWhetherALastStateIsStored() {
    held("host-a");
    Write stored = new Write().set(SessionItem.CHECKPOINT, Item.ofText("profiles/x/1-2"));
    tables.update(Table.SESSIONS, ID.value(), stored);
    assertThat(read().parking().isAtRest()).isFalse();

    Write last = new Write().set(SessionItem.LAST_STATE, Item.ofText("profiles/x/1-2"));
    tables.update(Table.SESSIONS, ID.value(), last);
    assertThat(read().parking().isAtRest()).isTrue();

    Write older = new Write().set(SessionItem.LAST_STATE, Item.ofText("profiles/x/1-1"));
    tables.update(Table.SESSIONS, ID.value(), older);
    assertThat(read().parking().isAtRest()).isFalse();
  }

  @Test
  void knowsAPlansParkingIfACustomerCouldSetIt() {
    plan(900, 21_600);
    assertThat(planned()).contains(new ParkSettings(Duration.ofMinutes(15), Duration.ofHours(6)));

    plan(10, 21_600);
    assertThat(planned()).isEmpty();
    plan(900, 1_000_000);
    assertThat(planned()).isEmpty();
  }

  private static Optional<ParkSettings> planned() {
    return new DynamoCustomerStore(tables.client(), tables.names())
        .all().values().stream().findFirst().orElseThrow().parking();
  }

  private static void plan(long after, long wakeEvery) {
    tables.update(
        Table.CUSTOMERS,
        AWA.value(),
        new Write()
            .set(CustomerItem.PARK_AFTER, Item.ofNumber(after))
            .set(CustomerItem.PARK_WAKE_EVERY, Item.ofNumber(wakeEvery)));
  }

  @Test
  void correctsACounterThatIsAsItWasSeen() {
    DynamoCustomerStore customers = new DynamoCustomerStore(tables.client(), tables.names());
    assertThat(customers.all().values())
        .singleElement()
        .matches(customer -> customer.counted().isEmpty());

    assertThat(customers.count(AWA, Environment.LIVE, Optional.empty(), 4)).isTrue();
    assertThat(customers.count(AWA, Environment.LIVE, Optional.empty(), 5)).isFalse();
    assertThat(customers.count(AWA, Environment.LIVE, Optional.of(4L), 2)).isTrue();

    assertThat(new Item(tables.get(Table.CUSTOMERS, AWA.value())).count(CustomerItem.LIVE_SESSIONS))
        .isEqualTo(2);
  }

  private Session read() {
    List<SessionView> views = store.read(NOW).sessions();
    assertThat(views).hasSize(1);
    return views.getFirst().session();
  }

  private Session held(String host) {
    assertThat(sessions.create(TestSessions.started(T0), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    tables.update(
        Table.SESSIONS,
        ID.value(),
        new Write()
            .set(SessionItem.OWNER, Item.ofText(host))
            .set(SessionItem.TOKEN, Item.ofNumber(1))
            .remove(SessionItem.WAITING)
            .remove(SessionItem.WAITING_RANK));
    return sessions.find(ID).orElseThrow().session();
  }

  private static void beat(String host, long beat) {
    tables.put(
        Table.HOSTS,
        Map.of(
            HostItem.HOST_ID, Item.ofText(host),
            HostItem.VERSION, Item.ofNumber(HostItem.CURRENT_VERSION),
            HostItem.BEAT, Item.ofNumber(beat),
            HostItem.BEAT_MILLIS, Item.ofNumber(15_000),
            HostItem.BEAT_AT, Item.ofInstant(T0)));
  }

  /** An item as the version before wrote it. */
  private static Map<String, AttributeValue> old(Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put(SessionItem.SESSION_ID, Item.ofText(ID.value()));
    item.put(SessionItem.CUSTOMER_ID, Item.ofText(AWA.value()));
    item.put(SessionItem.NAME, Item.ofText("main"));
    item.put(SessionItem.ENVIRONMENT, Item.ofText("TEST"));
    item.put(SessionItem.CREATED_AT, Item.ofInstant(T0));
    return item;
  }

  private static void put(Map<String, AttributeValue> item) {
    tables.put(Table.SESSIONS, item);
  }

  private static Map<String, AttributeValue> item() {
    return tables.get(Table.SESSIONS, ID.value());
  }
}
