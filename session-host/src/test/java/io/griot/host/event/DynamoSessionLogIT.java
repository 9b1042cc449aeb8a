package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.EventLogItem;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoSessionLogIT {
  private static final SessionId SESSION = new SessionId("a".repeat(26));

  static LocalTables tables;

  private final Map<String, String> objects = new ConcurrentHashMap<>();
  private Instant now = Instant.parse("2026-01-31T09:00:00Z");
  private EventLog logs;

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
    tables.empty(Table.EVENTS);
    logs = new EventLog(tables.client(), objects::put, tables.names(), () -> now, () -> 0);
  }

  @Test
  void storesABurstAsOneItemAndGoesOnBehindIt() {
    SessionLog log = log(Instant.EPOCH, 1);
    assertThat(log.append(events(1, 3))).isTrue();
    assertThat(log.append(events(4, 4))).isTrue();

    List<Item> items = items();
    assertThat(items).hasSize(2);
    long first = EventLogItem.first(now.toEpochMilli());
    assertThat(items.get(0).text(EventLogItem.POSITION)).isEqualTo(EventLogItem.position(first));
    assertThat(items.get(1).text(EventLogItem.POSITION))
        .isEqualTo(EventLogItem.position(first + 3));
    assertThat(keys(items)).containsExactly("1", "2", "3", "4");
    assertThat(items.get(0).count(EventLogItem.EXPIRES_AT))
        .isEqualTo(now.plus(Duration.ofDays(7)).getEpochSecond());
  }

  @Test
  void boundsItsItems() {
    assertThat(log(Instant.EPOCH, 1).append(events(1, 2 * EventLogItem.MAX_EVENTS + 1))).isTrue();

    assertThat(items()).hasSize(3);
  }

  @Test
  void storesALargeEventOutsideAndNotManyOfThemInOneItem() {
    String large = "x".repeat(EventLogItem.MAX_CHARACTERS);
    SessionLog log = log(Instant.EPOCH, 1);
    assertThat(log.append(List.of(event("1", large), event("2", large), event("3", "")))).isTrue();

    List<Item> items = items();
    assertThat(items).hasSize(3);
    LoggedEvent first =
        LoggedEvent.unpack(items.getFirst().bytes(EventLogItem.EVENTS).get()).getFirst();
    assertThat(first.body()).isEmpty();
    assertThat(objects.get(Names.eventObject(first.id()))).contains(large);
    assertThat(objects).hasSize(2);
  }

  @Test
  void letsNoOwnerAppendBehindTheNextOne() {
    SessionLog stale = log(Instant.EPOCH, 1);
    assertThat(stale.append(events(1, 1))).isTrue();
    SessionLog next = log(Instant.EPOCH, 2);
    assertThat(next.takeOver()).isPresent();

    assertThat(stale.append(events(2, 2))).isFalse();
    assertThat(next.append(events(3, 3))).isTrue();
    assertThat(stale.append(events(4, 4))).isFalse();
    assertThat(keys(items())).containsExactly("1", "3");
  }

  @Test
  void goesOnBehindWhatAnEarlierOwnerAppendedLast() {
    SessionLog next = log(Instant.EPOCH, 2);
    assertThat(next.append(events(1, 1))).isTrue();
    SessionLog nextGeneration = log(Instant.EPOCH.plusMillis(1), 1);
    assertThat(nextGeneration.append(events(2, 2))).isTrue();

    assertThat(next.append(events(3, 3))).isFalse();
    assertThat(keys(items())).containsExactly("1", "2");
  }

  @Test
  void isNotStoppedByAnEarlierOwnerThatWasLate() {
    SessionLog stale = log(Instant.EPOCH, 1);
    assertThat(stale.append(events(1, 1))).isTrue();
    SessionLog next = log(Instant.EPOCH, 2);
    assertThat(next.append(events(2, 2))).isTrue();
    SessionLog third = log(Instant.EPOCH, 3);
    assertThat(third.append(events(3, 3))).isTrue();

    assertThat(keys(items())).containsExactly("1", "2", "3");
  }

  @Test
  void appendsNothingWithoutItsLease() {
    SessionRecord session = session(Instant.EPOCH);
    SessionLog log = logs.of(session, new Lease(SESSION, "host", 1, nanos -> false));

    assertThat(log.append(events(1, 1))).isFalse();
    assertThat(items()).isEmpty();
  }

  @Test
  void beginsBehindAllItEverHadWhenEverythingHasExpired() {
    assertThat(log(Instant.EPOCH, 1).append(events(1, 50))).isTrue();
    long last = EventLogItem.number(items().getLast().text(EventLogItem.POSITION)) + 50;
    tables.empty(Table.EVENTS);
    now = now.plusMillis(1);
    assertThat(log(Instant.EPOCH, 2).append(events(51, 51))).isTrue();

    assertThat(EventLogItem.number(items().getFirst().text(EventLogItem.POSITION)))
        .isGreaterThan(last);
  }

  @Test
  void readsWhatWasStoredInTheLastHourBeforeTheLastEvent() {
    SessionLog log = log(Instant.EPOCH, 1);
    assertThat(log.append(events(1, 1))).isTrue();
    now = now.plus(Duration.ofMinutes(61));
    assertThat(log.append(events(2, 2))).isTrue();
    now = now.plus(Duration.ofMinutes(59));
    Instant last = now;
    assertThat(log.append(events(3, 3))).isTrue();
    now = now.plus(Duration.ofDays(2));

    SessionLog.Recent recent = log(Instant.EPOCH, 2).takeOver().orElseThrow();
    assertThat(recent.events()).extracting(LoggedEvent::id).containsExactly(id("2"), id("3"));
    assertThat(recent.since()).isEqualTo(last.minus(Duration.ofMinutes(59)));
  }

  /** A page may hand an event over that happened before the log began. */
  @Test
  void readsTheTimeSinceWhichEventsHappenedNotSinceTheyWereLogged() {
    Instant happened = now;
    List<Event> late = events(1, 1);
    now = now.plus(Duration.ofSeconds(9));
    assertThat(log(Instant.EPOCH, 1).append(late)).isTrue();

    SessionLog.Recent recent = log(Instant.EPOCH, 2).takeOver().orElseThrow();
    assertThat(recent.since()).isEqualTo(happened);
  }

  @Test
  void leavesAnEmptyLogEmpty() {
    assertThat(log(Instant.EPOCH, 1).takeOver()).isEmpty();
    assertThat(items()).isEmpty();
  }

  @Test
  void putsTheLogOnItsCustomersList() {
    SessionLog log = log(Instant.EPOCH, 1);
    assertThat(log.append(events(1, 1))).isTrue();

    String customer = EventLogItem.ofCustomer(session(Instant.EPOCH).customer(), Environment.TEST);
    assertThat(
            new DynamoTable(tables.client(), tables.names(), Table.EVENTS)
                .query(Query.of(EventLogItem.LOG, customer)))
        .extracting(item -> item.text(EventLogItem.POSITION))
        .containsExactly("shop");
  }

  private SessionLog log(Instant createdAt, long token) {
    return logs.of(session(createdAt), new Lease(SESSION, "host", token, nanos -> true));
  }

  private static SessionRecord session(Instant createdAt) {
    return FakeLeaseStore.waiting(new Generation(SESSION, createdAt));
  }

  private static List<Item> items() {
    return new DynamoTable(tables.client(), tables.names(), Table.EVENTS)
        .query(Query.of(EventLogItem.LOG, EventLogItem.ofSession(SESSION, Environment.TEST)))
        .toList();
  }

  private static List<String> keys(List<Item> items) {
    return items.stream()
        .flatMap(item -> item.bytes(EventLogItem.EVENTS).stream())
        .flatMap(packed -> LoggedEvent.unpack(packed).stream())
        .map(event -> Json.readObject(event.body().orElseThrow()).at("/data/n").asText())
        .toList();
  }

  private List<Event> events(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(n -> event(Integer.toString(n), ""))
        .toList();
  }

  private Event event(String key, String text) {
    SessionRecord session = session(Instant.EPOCH);
    return new Event(
        id(key),
        session.customer(),
        SESSION,
        session.name(),
        Environment.TEST,
        "chat",
        "message",
        now,
        Optional.of(Json.MAPPER.createObjectNode().put("n", key).put("text", text)));
  }

  private static EventId id(String key) {
    return EventId.of(SESSION, "message", key);
  }
}
