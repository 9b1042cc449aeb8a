package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.functions.session.Host;
import io.griot.functions.session.Observation;
import io.griot.functions.session.Patience;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Sessions in DynamoDB, with what is seen of them. Thread-safe. */
public final class DynamoSessionStore implements SessionStore {
  /** DynamoDB reads 100 items at once; a session has two. */
  private static final int SESSIONS_AT_ONCE = 50;

  /** DynamoDB may leave keys of a batch for later: so often they are asked for. */
  private static final int READS = 5;

  private static final String NONE = "None";
  private static final String FAILED = "ConditionalCheckFailed";

  private static final String CONFLICT = "TransactionConflict";

  /** Why a transaction fails when others write the same items. */
  private static final Set<String> OF_OTHERS = Set.of(NONE, FAILED, CONFLICT);

  /** Why one fails that nothing speaks against but another one at the same moment. */
  private static final Set<String> OF_THE_MOMENT = Set.of(NONE, CONFLICT);

  /**
   * All starts and ends of a customer's sessions change one counter, so several at once conflict.
   * So often they are tried again, after a random time below the pause, which doubles.
   */
  private static final int REPETITIONS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final DynamoDbClient tables;
  private final Names names;
  private final String table;
  private final DynamoHostStore hosts;
  private final DynamoTime time;
  private final Patience.Pause pause;

  /**
   * @param clock stands in for DynamoDB's time where its answers do not tell it
   */
  public DynamoSessionStore(
      DynamoDbClient tables, Names names, DynamoHostStore hosts, InstantSource clock) {
    this(tables, names, hosts, clock, Patience.realPause());
  }

  /**
   * @param pause lets time pass between tries
   */
  DynamoSessionStore(
      DynamoDbClient tables,
      Names names,
      DynamoHostStore hosts,
      InstantSource clock,
      Patience.Pause pause) {
    this.tables = tables;
    this.names = names;
    this.table = names.table(Table.SESSIONS);
    this.hosts = hosts;
    this.time = new DynamoTime(clock);
    this.pause = pause;
  }

  @Override
  public Optional<SessionView> find(SessionId session) {
    return views(List.of(session)).stream().findFirst();
  }

  /** Reads the index, then each session as of now. */
  @Override
  public List<SessionView> of(CustomerId customer) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(Table.CUSTOMER_INDEX)
            .keyConditionExpression("#customer = :customer")
            .expressionAttributeNames(Map.of("#customer", SessionItem.CUSTOMER_ID))
            .expressionAttributeValues(Map.of(":customer", Item.ofText(customer.value())))
            .build();
    List<SessionId> ids =
        tables.queryPaginator(query).items().stream()
            .map(item -> new SessionId(new Item(item).text(SessionItem.SESSION_ID)))
            .toList();
    List<SessionView> views = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += SESSIONS_AT_ONCE) {
      views.addAll(views(ids.subList(from, Math.min(ids.size(), from + SESSIONS_AT_ONCE))));
    }
    return views;
  }

  /** One read of sessions and observations, as of now; then of the hosts that have them. */
  private List<SessionView> views(List<SessionId> ids) {
    String observations = names.table(Table.OBSERVATIONS);
    Map<String, KeysAndAttributes> keys = Map.of(table, keys(ids), observations, keys(ids));
    List<Session> sessions = new ArrayList<>();
    Map<String, Observation> seen = new HashMap<>();
    Instant now = Instant.EPOCH;
    for (int read = 0; !keys.isEmpty(); read++) {
      if (read == READS) {
        throw SdkClientException.create("DynamoDB leaves sessions unread");
      }
      Map<String, KeysAndAttributes> asked = keys;
      BatchGetItemResponse answer = tables.batchGetItem(get -> get.requestItems(asked));
      now = time.of(answer);
      items(answer, table).forEach(item -> sessions.add(SessionItems.session(item)));
      items(answer, observations)
          .forEach(item ->
              seen.put(item.text(ObservationItem.SESSION_ID), SessionItems.observation(item)));
      keys = answer.unprocessedKeys();
    }
    List<SessionView> views = new ArrayList<>();
    for (Session session : sessions) {
      Optional<Host> host = session.owner().flatMap(hosts::find);
      views.add(
          new SessionView(session, Optional.ofNullable(seen.get(session.id().value())), host, now));
    }
    return views;
  }

  @Override
  public Optional<Instant> newestSeen(SessionId session) {
    GetItemResponse answer =
        tables.getItem(get ->
            get.tableName(names.table(Table.OBSERVATIONS))
                .key(SessionItems.key(session))
                .consistentRead(true));
    return new Item(answer.item()).instant(ObservationItem.CREATED_AT);
  }

  private static List<Item> items(BatchGetItemResponse answer, String table) {
    return answer.responses().getOrDefault(table, List.of()).stream().map(Item::new).toList();
  }

  private static KeysAndAttributes keys(List<SessionId> ids) {
    return KeysAndAttributes.builder()
        .keys(ids.stream().map(SessionItems::key).toList())
        .consistentRead(true)
        .build();
  }

  /**
   * One transaction: the item, on condition that there is none; the customer's counter, on
   * condition that it is below the quota. A repeated request has the same token, so the SDK's own
   * repetition is no second start.
   */
  @Override
  public Creation create(Session session, int planned) {
    TransactWriteItem item =
        TransactWriteItem.builder()
            .put(
                Put.builder()
                    .tableName(table)
                    .item(SessionItems.item(session))
                    .conditionExpression("attribute_not_exists(#id)")
                    .expressionAttributeNames(Map.of("#id", SessionItem.SESSION_ID))
                    .build())
            .build();
    TransactWriteItem counter =
        TransactWriteItem.builder()
            .update(
                oneMore(session, planned)
                    .transactUpdate(names.table(Table.CUSTOMERS), customerKey(session)))
            .build();
    List<String> failed = transact(List.of(item, counter));
    if (failed.isEmpty()) {
      return Creation.CREATED;
    }
    if (failed.getFirst().equals(FAILED)) {
      return Creation.EXISTS;
    }
    return failed.getLast().equals(FAILED) ? Creation.QUOTA_EXCEEDED : Creation.BUSY;
  }

  private static Write oneMore(Session session, int planned) {
    Write write = new Write().ifPresent(CustomerItem.CUSTOMER_ID);
    String count = write.name(CustomerItem.sessionsOf(session.environment()));
    String quota = write.name(CustomerItem.quotaOf(session.environment()));
    String otherwise = write.value(Item.ofNumber(planned));
    String none = write.value(Item.ofNumber(0));
    String counted = "attribute_exists(" + count + ") AND " + count + " < ";
    String uncounted = "attribute_not_exists(" + count + ") AND " + none + " < ";
    String granted = quota + " AND attribute_exists(" + quota + ")";
    String unplanned = otherwise + " AND attribute_not_exists(" + quota + ")";
    return write
        .ifTrue(
            String.join(
                " OR ",
                counted + granted,
                counted + unplanned,
                uncounted + granted,
                uncounted + unplanned))
        .add(CustomerItem.sessionsOf(session.environment()), 1);
  }

  @Override
  public boolean change(Session seen, Session changed) {
    try {
      tables.updateItem(
          SessionItems.change(seen, changed).update(table, SessionItems.key(seen.id())));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false; // hosts claim commands in transactions that check this item
    }
  }

  /**
   * One transaction: the item, the note of what remains, the customer's counter. A customer that is
   * no more keeps no session from ending.
   */
  @Override
  public boolean end(Session seen, Instant at) {
    Map<String, AttributeValue> key = SessionItems.key(seen.id());
    TransactWriteItem note =
        TransactWriteItem.builder()
            .put(Put.builder().tableName(names.table(Table.ENDINGS)).item(note(seen, at)).build())
            .build();
    if (seen.startAgainAt().isPresent()) {
      // The customer has as many sessions as before.
      Write next = SessionItems.nextGeneration(seen, seen.nextGeneration(at));
      TransactWriteItem item =
          TransactWriteItem.builder().update(next.transactUpdate(table, key)).build();
      return transact(List.of(item, note)).isEmpty();
    }
    TransactWriteItem item =
        TransactWriteItem.builder()
            .delete(SessionItems.ifAsSeen(seen).transactDelete(table, key))
            .build();
    TransactWriteItem counter =
        TransactWriteItem.builder()
            .update(
                new Write()
                    .ifPresent(CustomerItem.CUSTOMER_ID)
                    .add(CustomerItem.sessionsOf(seen.environment()), -1)
                    .transactUpdate(names.table(Table.CUSTOMERS), customerKey(seen)))
            .build();
    List<String> failed = transact(List.of(item, note, counter));
    return failed.equals(List.of(NONE, NONE, FAILED))
        ? transact(List.of(item, note)).isEmpty()
        : failed.isEmpty();
  }

  /** Nobody logs the device out of a session that ends without a host. */
  private static Map<String, AttributeValue> note(Session seen, Instant at) {
    Map<String, AttributeValue> note = new HashMap<>();
    note.put(EndingItem.GENERATION, Item.ofText(seen.generation().toString()));
    note.put(EndingItem.SESSION_ID, Item.ofText(seen.id().value()));
    note.put(EndingItem.CREATED_AT, Item.ofInstant(seen.generation().createdAt()));
    note.put(EndingItem.ENDED_AT, Item.ofInstant(at));
    if (seen.linked()) {
      note.put(EndingItem.STILL_LINKED, AttributeValue.fromBool(true));
    }
    return note;
  }

  @Override
  public boolean endedStillLinked(Generation ended) {
    return tables
        .getItem(get ->
            get.tableName(names.table(Table.ENDINGS))
                .key(Map.of(EndingItem.GENERATION, Item.ofText(ended.toString())))
                .consistentRead(true))
        .item()
        .containsKey(EndingItem.STILL_LINKED);
  }

  /**
   * All writes or none. Tried again while nothing but other transactions of the moment speaks
   * against them: what was cancelled so was not made.
   *
   * @return nothing when all were made; else for each why it was not, {@code None} for those that
   *     could have been
   */
  List<String> transact(List<TransactWriteItem> writes) {
    Duration longest = FIRST_PAUSE;
    List<String> failed = transactOnce(writes);
    for (int repetition = 0;
        repetition < REPETITIONS && failed.contains(CONFLICT) && OF_THE_MOMENT.containsAll(failed);
        repetition++) {
      if (!passSome(longest)) {
        return failed;
      }
      longest = longest.multipliedBy(2);
      failed = transactOnce(writes);
    }
    return failed;
  }

  /**
   * @return false when the thread was interrupted
   */
  private boolean passSome(Duration longest) {
    try {
      pause.pass(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest.toNanos())));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> transactOnce(List<TransactWriteItem> writes) {
    try {
      tables.transactWriteItems(write -> write.transactItems(writes));
      return List.of();
    } catch (TransactionCanceledException e) {
      return reasons(e);
    }
  }

  /** What DynamoDB cancelled for another reason than a condition or a conflict is its failure. */
  private static List<String> reasons(TransactionCanceledException e) {
    List<String> reasons =
        e.cancellationReasons().stream().map(reason -> String.valueOf(reason.code())).toList();
    if (!OF_OTHERS.containsAll(reasons)) {
      throw e;
    }
    return reasons;
  }

  private static Map<String, AttributeValue> customerKey(Session session) {
    return Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(session.customer().value()));
  }
}
