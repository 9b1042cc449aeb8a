package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.PairingLinkItem;
import io.griot.contract.ParkSettings;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.StillLinkedItem;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.dynamo.Item;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The contract and further cases, on DynamoDB Local. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoLeaseStoreIT extends LeaseStoreContract {
  private static final Instant NOW = CREATED.plusSeconds(600);

  private LocalTables tables;
  private LeaseStore store;

  @BeforeAll
  void makeTables() {
    tables = new LocalTables();
    store = new DynamoLeaseStore(tables.client(), tables.names());
  }

  @AfterAll
  void closeTables() {
    tables.close();
  }

  @BeforeEach
  void emptyTheTables() {
    for (Table table :
        List.of(
            Table.SESSIONS,
            Table.OBSERVATIONS,
            Table.CUSTOMERS,
            Table.ENDINGS,
            Table.STILL_LINKED,
            Table.PAIRING_LINKS)) {
      tables.empty(table);
    }
  }

  @Override
  LeaseStore store() {
    return store;
  }

  @Override
  void put(SessionRecord session, Instant since) {
    put(itemOf(session, since));
  }

  private void put(Map<String, AttributeValue> item) {
    tables.client().putItem(put -> put.tableName(name(Table.SESSIONS)).item(item));
  }

  private static Map<String, AttributeValue> itemOf(SessionRecord session, Instant since) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(SessionItem.SESSION_ID, Item.ofText(session.id().value()));
    item.put(SessionItem.VERSION, Item.ofNumber(SessionItem.CURRENT_VERSION));
    item.put(SessionItem.CUSTOMER_ID, Item.ofText(session.customer().value()));
    item.put(SessionItem.NAME, Item.ofText(session.name().value()));
    item.put(SessionItem.ENVIRONMENT, Item.ofText(session.environment().name()));
    item.put(
        SessionItem.CREATED_AT, Item.ofNumber(session.generation().createdAt().toEpochMilli()));
    item.put(SessionItem.WANTED, Item.ofText(session.wanted().name()));
    session.owner().ifPresent(owner -> item.put(SessionItem.OWNER, Item.ofText(owner)));
    if (session.token() > 0) {
      item.put(SessionItem.TOKEN, Item.ofNumber(session.token()));
    }
    if (session.waiting()) {
      item.put(SessionItem.WAITING, Item.ofText(SessionItem.WAITING_VALUE));
      item.put(
          SessionItem.WAITING_RANK,
          Item.ofText(SessionItem.waitingRank(session.linked(), since.toEpochMilli())));
    }
    if (session.linked()) {
      item.put(SessionItem.LINKED_AT, Item.ofNumber(since.toEpochMilli()));
    }
    session.checkpoint().ifPresent(key -> item.put(SessionItem.CHECKPOINT, Item.ofText(key)));
    session
        .checkpoint()
        .filter(key -> session.isLastState())
        .ifPresent(key -> item.put(SessionItem.LAST_STATE, Item.ofText(key)));
    session
        .move()
        .ifPresent(move -> {
          item.put(SessionItem.MOVE_FROM, Item.ofText(move.from()));
          item.put(SessionItem.MOVE_UNTIL, Item.ofInstant(move.until()));
        });
    if (session.suspended()) {
      item.put(SessionItem.SUSPENDED, Item.ofFlag(true));
    }
    session
        .parksAfter()
        .ifPresent(idle -> {
          item.put(SessionItem.PARK_AFTER, Item.ofNumber(idle.toSeconds()));
          item.put(SessionItem.PARK_WAKE_EVERY, Item.ofNumber(3600));
        });
    return item;
  }

  @Override
  void putCount(CustomerId customer, Environment environment, long sessions) {
    tables
        .client()
        .updateItem(update ->
            update
                .tableName(name(Table.CUSTOMERS))
                .key(customerKey(customer))
                .updateExpression("SET #count = :count")
                .expressionAttributeNames(Map.of("#count", CustomerItem.sessionsOf(environment)))
                .expressionAttributeValues(Map.of(":count", Item.ofNumber(sessions))));
  }

  @Override
  Optional<Long> count(CustomerId customer, Environment environment) {
    Map<String, AttributeValue> item =
        tables
            .client()
            .getItem(get -> get.tableName(name(Table.CUSTOMERS)).key(customerKey(customer)))
            .item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(new Item(item).count(CustomerItem.sessionsOf(environment)));
  }

  private static Map<String, AttributeValue> customerKey(CustomerId customer) {
    return Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(customer.value()));
  }

  @Override
  Set<Generation> endings() {
    return generations(Table.ENDINGS, EndingItem.SESSION_ID, EndingItem.CREATED_AT);
  }

  @Override
  Set<Generation> stillLinked() {
    return generations(Table.STILL_LINKED, StillLinkedItem.SESSION_ID, StillLinkedItem.CREATED_AT);
  }

  private Set<Generation> generations(Table table, String sessionId, String createdAt) {
    return tables.all(table).stream()
        .map(item ->
            new Generation(
                new SessionId(new Item(item).text(sessionId)),
                Instant.ofEpochMilli(new Item(item).requiredCount(createdAt))))
        .collect(Collectors.toSet());
  }

  @Test
  void usesUpThePairingLinkOfASessionThatIsLinked() {
    Lease lease = owned("shop");
    String id = lease.session().value();
    tables
        .client()
        .putItem(put ->
            put.tableName(tables.names().table(Table.PAIRING_LINKS))
                .item(Map.of(PairingLinkItem.SESSION_ID, Item.ofText(id))));

    assertThat(store.setLinked(lease, true, NOW)).isTrue();
    assertThat(store.setLinked(lease, false, NOW.plusSeconds(1))).isTrue();
    assertThat(store.setLinked(lease, true, NOW.plusSeconds(2))).isTrue();

    assertThat(tables.all(Table.PAIRING_LINKS))
        .singleElement()
        .satisfies(
            item -> assertThat(item).containsEntry(PairingLinkItem.USED_AT, Item.ofInstant(NOW)));
  }

  @Test
  void makesNoPairingLinkOfASessionThatHasNone() {
    assertThat(store.setLinked(owned("shop"), true, NOW)).isTrue();

    assertThat(tables.all(Table.PAIRING_LINKS)).isEmpty();
  }

  private Lease owned(String name) {
    return new Lease(putOwned(name, 7).id(), "host-a", 7, nanos -> true);
  }

  @Test
  void notesForSomeDaysThatADeviceMayStillBeLinked() {
    SessionRecord seen = session("shop").owner("host-a", 7).wanted(Wanted.ENDED).build();
    put(seen, NOW);

    assertThat(store.end(seen, "host-a", 7, true, NOW)).isTrue();

    assertThat(tables.all(Table.STILL_LINKED).getFirst())
        .containsEntry(StillLinkedItem.ENVIRONMENT, Item.ofText(seen.environment().name()))
        .containsEntry(StillLinkedItem.ENDED_AT, Item.ofNumber(NOW.toEpochMilli()))
        .containsEntry(
            StillLinkedItem.EXPIRES_AT,
            Item.ofNumber(NOW.plus(StillLinkedItem.KEPT).getEpochSecond()));
  }

  @Test
  void notesWhenASessionEnded() {
    SessionRecord seen = session("shop").owner("host-a", 7).wanted(Wanted.ENDED).build();
    put(seen, NOW);

    assertThat(store.end(seen, "host-a", 7, false, NOW)).isTrue();

    Map<String, AttributeValue> note = tables.all(Table.ENDINGS).getFirst();
    assertThat(note)
        .containsEntry(EndingItem.GENERATION, Item.ofText(seen.generation().toString()))
        .containsEntry(EndingItem.ENDED_AT, Item.ofNumber(NOW.toEpochMilli()));
  }

  @Test
  void makesTheNextGenerationOfASessionThatWasStartedAgain() {
    putCount(CUSTOMER, Environment.TEST, 3);
    SessionRecord seen = session("shop").owner("host-a", 7).linked().wanted(Wanted.ENDED).build();
    Map<String, AttributeValue> item = itemOf(seen, NOW);
    item.put(SessionItem.START_AGAIN_AT, Item.ofNumber(NOW.toEpochMilli()));
    put(item);

    assertThat(store.end(seen, "host-b", 7, false, NOW)).isFalse();
    assertThat(store.end(seen, "host-a", 7, false, NOW)).isTrue();

    assertThat(endings()).containsExactly(seen.generation());
    SessionRecord next = store.read(List.of(seen.id())).known().getFirst();
    assertThat(next.generation().createdAt()).isAfter(seen.generation().createdAt());
    assertThat(next.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(next.owner()).isEmpty();
    assertThat(next.linked()).isFalse();
    assertThat(store.waiting(10)).contains(seen.id());
    assertThat(count(CUSTOMER, Environment.TEST)).contains(3L);
  }

  @Test
  void keepsWhatItDoesNotKnowWhenItTakesAndGivesBack() {
    SessionRecord seen = session("shop").waiting().linked().build();
    Map<String, AttributeValue> item = itemOf(seen, NOW);
    item.put("ofANewerVersion", Item.ofText("stays"));
    put(item);

    assertThat(store.take(seen, "host-a")).contains(1L);
    store.release(new Lease(seen.id(), "host-a", 1, nanos -> true), NOW);

    item.put(SessionItem.TOKEN, Item.ofNumber(1));
    assertThat(tables.all(Table.SESSIONS)).containsExactly(item);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3})
  void leavesASessionOfAnotherVersionAlone(long version) {
    Map<String, AttributeValue> item = itemOf(session("shop").build(), NOW);
    item.put(SessionItem.VERSION, Item.ofNumber(version));
    put(item);
    put(session("other").build(), NOW);

    assertThat(store.read(List.of(id("shop"), id("other"))).known())
        .containsExactly(session("other").build());
  }

  @Test
  void leavesASessionWithoutAVersionAlone() {
    Map<String, AttributeValue> item = itemOf(session("shop").build(), NOW);
    item.remove(SessionItem.VERSION);
    put(item);

    assertThat(store.read(List.of(id("shop"))).known()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"wanted,DREAMING", "environment,STAGING", "name,''"})
  void leavesASessionWithAWordItDoesNotKnowAlone(String attribute, String word) {
    Map<String, AttributeValue> item = itemOf(session("shop").build(), NOW);
    item.put(attribute, Item.ofText(word));
    put(item);

    assertThat(store.read(List.of(id("shop"))).known()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wanted", "environment", "createdAt", "customerId", "name"})
  void leavesASessionThatLacksSomethingAlone(String attribute) {
    Map<String, AttributeValue> item = itemOf(session("shop").build(), NOW);
    item.remove(attribute);
    put(item);

    assertThat(store.read(List.of(id("shop"))).known()).isEmpty();
  }

  @Test
  void forgetsWhatWasSeenOfAnEndedGenerationAndNothingOfTheNext() {
    SessionRecord ended = session("shop").owner("host-a", 7).build();
    Lease lease = new Lease(ended.id(), "host-a", 7, nanos -> true);
    DynamoObservationStore observations =
        new DynamoObservationStore(tables.client(), tables.names());
    Generation next = new Generation(ended.id(), NOW);

    assertThat(observations.write(lease, ended.generation(), 1, Observation.NONE)).isTrue();
    store.forgetEnded(ended);
    assertThat(tables.all(Table.OBSERVATIONS)).isEmpty();

    assertThat(observations.write(lease, next, 1, Observation.NONE)).isTrue();
    store.forgetEnded(ended);
    assertThat(observations.read(next)).isPresent();
  }

  @Test
  void asksAgainForWhatDynamoDbLeftOutOfABatch() {
    put(session("one").owner("host-a", 1).build(), NOW);
    put(session("two").owner("host-a", 1).build(), NOW);
    LeaseStore throttled =
        new DynamoLeaseStore(new Throttled(tables.client(), false), tables.names());

    assertThat(throttled.read(List.of(id("one"), id("two"))).known())
        .extracting(SessionRecord::id)
        .containsExactlyInAnyOrder(id("one"), id("two"));
  }

  @Test
  void saysThatItCannotReadRatherThanThatASessionIsGone() {
    put(session("one").owner("host-a", 1).build(), NOW);
    LeaseStore throttled =
        new DynamoLeaseStore(new Throttled(tables.client(), true), tables.names());

    assertThatThrownBy(() -> throttled.read(List.of(id("one"))).known())
        .isInstanceOf(SdkException.class);
  }

  private String name(Table table) {
    return tables.names().table(table);
  }

  /** A throttled DynamoDB: a batch returns one key at most, or none. */
  private static final class Throttled implements DynamoDbClient {
    private final DynamoDbClient real;
    private final boolean fully;

    private Throttled(DynamoDbClient real, boolean fully) {
      this.real = real;
      this.fully = fully;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      if (fully) {
        return BatchGetItemResponse.builder()
            .responses(Map.of())
            .unprocessedKeys(request.requestItems())
            .build();
      }
      Map.Entry<String, KeysAndAttributes> asked =
          request.requestItems().entrySet().iterator().next();
      List<Map<String, AttributeValue>> keys = asked.getValue().keys();
      BatchGetItemResponse answer =
          real.batchGetItem(get ->
              get.requestItems(Map.of(asked.getKey(), only(asked.getValue(), keys.subList(0, 1)))));
      return keys.size() == 1
          ? answer
          : answer.toBuilder()
              .unprocessedKeys(
                  Map.of(asked.getKey(), only(asked.getValue(), keys.subList(1, keys.size()))))
              .build();
    }

    private static KeysAndAttributes only(
        KeysAndAttributes asked, List<Map<String, AttributeValue>> keys) {
      return asked.toBuilder().keys(keys).build();
    }

    @Override
    public String serviceName() {
      return real.serviceName();
    }

    @Override
    public void close() {}
  }

  @Test
  void isSoonParkedAgainOnceItsScheduleWokeIt() {
    SessionRecord session =
        SessionRecordBuilder.like(FakeLeaseStore.waiting(new SessionId("p".repeat(26))))
            .parksAfter(Duration.ofMinutes(15))
            .build();
    Map<String, AttributeValue> item = itemOf(session, Instant.EPOCH);
    item.put(SessionItem.CHECKS_IN, Item.ofFlag(true));
    put(item);

    assertThat(store().read(List.of(session.id())).known().getFirst().parksAfter())
        .contains(ParkSettings.LINGER);
  }
}
