package io.griot.host.lease;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.host.dynamo.Attributes;
import io.griot.host.dynamo.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Stores leases in the sessions table. Thread-safe; blocks for each request. */
public final class DynamoLeaseStore implements LeaseStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoLeaseStore.class);
  private static final int MAX_BATCH = 100;

  /** Attempts to read what DynamoDB left out of a batch. After that the next look reads again. */
  private static final int READ_TRIES = 5;

  /** Attempts to release a lease when the session's wanted state changes meanwhile. */
  private static final int RELEASE_TRIES = 3;

  private final DynamoDbClient dynamoDb;
  private final String sessions;
  private final String observations;
  private final String customers;
  private final String endings;
  private final String hosts;

  public DynamoLeaseStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.sessions = names.table(Table.SESSIONS);
    this.observations = names.table(Table.OBSERVATIONS);
    this.customers = names.table(Table.CUSTOMERS);
    this.endings = names.table(Table.ENDINGS);
    this.hosts = names.table(Table.HOSTS);
  }

  @Override
  public List<SessionId> waiting(int max) {
    return dynamoDb
        .query(
            inIndex(Table.WAITING_INDEX, SessionItem.WAITING, SessionItem.WAITING_VALUE).toBuilder()
                .limit(max)
                .build())
        .items()
        .stream()
        .map(DynamoLeaseStore::idIn)
        .toList();
  }

  @Override
  public List<SessionId> ownedBy(String host) {
    return dynamoDb
        .queryPaginator(inIndex(Table.OWNER_INDEX, SessionItem.OWNER, host))
        .items()
        .stream()
        .map(DynamoLeaseStore::idIn)
        .toList();
  }

  @Override
  public Stored read(Collection<SessionId> wanted) {
    List<SessionId> ids = wanted.stream().distinct().toList();
    List<SessionRecord> known = new ArrayList<>();
    Set<SessionId> unknown = new HashSet<>();
    for (int from = 0; from < ids.size(); from += MAX_BATCH) {
      List<SessionId> batch = ids.subList(from, Math.min(from + MAX_BATCH, ids.size()));
      for (Map<String, AttributeValue> item : readAll(batch)) {
        try {
          known.add(recordOf(item));
        } catch (UnknownItemException e) {
          unknown.add(idIn(item));
          log.atError()
              .addKeyValue("sessionId", idIn(item))
              .addKeyValue("reason", e.getMessage())
              .log("session.not_understood");
        }
      }
    }
    return new Stored(known, unknown);
  }

  /**
   * Reads all items. DynamoDB leaves out items for which it has no capacity; they are requested
   * again.
   */
  private List<Map<String, AttributeValue>> readAll(List<SessionId> ids) {
    Map<String, KeysAndAttributes> left =
        Map.of(
            sessions,
            KeysAndAttributes.builder()
                .keys(ids.stream().map(Attributes::key).toList())
                .consistentRead(true)
                .build());
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int tries = 0; tries < READ_TRIES && !left.isEmpty(); tries++) {
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse answer = dynamoDb.batchGetItem(get -> get.requestItems(asked));
      items.addAll(answer.responses().getOrDefault(sessions, List.of()));
      left = answer.unprocessedKeys();
    }
    if (!left.isEmpty()) {
      throw SdkClientException.create("DynamoDB does not answer for all sessions");
    }
    return items;
  }

  /**
   * If the SDK retries a write that had succeeded, the condition fails on our own item. Only this
   * host writes its id, and only here, so finding it with the next token means that the take
   * succeeded.
   */
  @Override
  public Optional<Long> take(SessionRecord seen, String host) {
    try {
      dynamoDb.updateItem(taking(seen, host).request(sessions, Attributes.key(seen.id())));
      return Optional.of(seen.token() + 1);
    } catch (ConditionalCheckFailedException e) {
      Map<String, AttributeValue> item = e.hasItem() ? e.item() : Map.of();
      boolean ours =
          Attributes.textIn(item, SessionItem.OWNER).filter(host::equals).isPresent()
              && Attributes.numberIn(item, SessionItem.TOKEN) == seen.token() + 1;
      return ours ? Optional.of(seen.token() + 1) : Optional.empty();
    }
  }

  /**
   * A transaction has an idempotency token, so a retry by the SDK is answered like the first
   * request.
   */
  @Override
  public Optional<Long> takeFrom(HostRecord dead, SessionRecord seen, String host) {
    ConditionCheck standsStill =
        ConditionCheck.builder()
            .tableName(hosts)
            .key(Map.of(HostItem.HOST_ID, text(dead.id())))
            .conditionExpression("attribute_not_exists(#beat) OR #beat = :beat")
            .expressionAttributeNames(Map.of("#beat", HostItem.BEAT))
            .expressionAttributeValues(Map.of(":beat", number(dead.beat())))
            .build();
    var taken = taking(seen, host).part(sessions, Attributes.key(seen.id()));
    try {
      dynamoDb.transactWriteItems(write ->
          write.transactItems(
              TransactWriteItem.builder().conditionCheck(standsStill).build(),
              TransactWriteItem.builder().update(taken).build()));
      return Optional.of(seen.token() + 1);
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream().anyMatch(DynamoLeaseStore::isConditionFailed)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Update taking(SessionRecord seen, String host) {
    Update update =
        new Update()
            .set(SessionItem.OWNER, text(host))
            .set(SessionItem.TOKEN, number(seen.token() + 1))
            .remove(SessionItem.WAITING)
            .remove(SessionItem.WAITING_RANK);
    return ifAsSeen(update, seen).ifEquals(SessionItem.WANTED, text(seen.wanted().name()));
  }

  @Override
  public void release(Lease lease, Instant since) {
    for (int tries = 0; tries < RELEASE_TRIES; tries++) {
      Stored stored = read(List.of(lease.session()));
      if (stored.unknown().contains(lease.session())) {
        // A host of the newer version makes it wait for a host.
        boolean _ = write(lease.session(), ifOurs(lease).remove(SessionItem.OWNER));
        return;
      }
      Optional<SessionRecord> now = stored.known().stream().findFirst();
      if (now.filter(record -> record.isHeldBy(lease)).isEmpty() || releaseOf(now.get(), since)) {
        return;
      }
    }
    throw SdkClientException.create("lease " + lease + " could not be released");
  }

  @Override
  public boolean releaseOf(SessionRecord seen, Instant since) {
    Update update = new Update().remove(SessionItem.OWNER);
    if (seen.wantsHost()) {
      update
          .set(SessionItem.WAITING, text(SessionItem.WAITING_VALUE))
          .set(
              SessionItem.WAITING_RANK,
              text(SessionItem.waitingRank(seen.linked(), since.toEpochMilli())));
    } else {
      update.remove(SessionItem.WAITING).remove(SessionItem.WAITING_RANK);
    }
    return write(
        seen.id(), ifAsSeen(update, seen).ifEquals(SessionItem.WANTED, text(seen.wanted().name())));
  }

  @Override
  public boolean setCheckpoint(Lease lease, String key, boolean isLastState) {
    Update update =
        ifOurs(lease)
            .ifAtMostOrAbsent(SessionItem.CHECKPOINT, text(key))
            .set(SessionItem.CHECKPOINT, text(key));
    return write(
        lease.session(),
        isLastState
            ? update.set(SessionItem.LAST_STATE, text(key))
            : update.remove(SessionItem.LAST_STATE));
  }

  @Override
  public boolean outdateCheckpoint(Lease lease) {
    return write(lease.session(), ifOurs(lease).remove(SessionItem.LAST_STATE));
  }

  @Override
  public boolean setLinked(Lease lease, boolean linked, Instant at) {
    AttributeValue now = number(at.toEpochMilli());
    Update update = ifOurs(lease);
    return write(
        lease.session(),
        linked
            ? update.set(SessionItem.LINKED_AT, now)
            : update.remove(SessionItem.LINKED_AT).set(SessionItem.CODE_ASKED_AT, now));
  }

  @Override
  public boolean end(
      SessionRecord seen, String owner, long token, boolean stillLinked, Instant at) {
    TransactWriteItem session =
        TransactWriteItem.builder().delete(removal(seen, owner, token)).build();
    TransactWriteItem note =
        TransactWriteItem.builder()
            .put(Put.builder().tableName(endings).item(endingOf(seen, stillLinked, at)).build())
            .build();
    Update oneLess =
        new Update()
            .add(CustomerItem.sessionsOf(seen.environment()), number(-1))
            .ifPresent(CustomerItem.CUSTOMER_ID);
    TransactWriteItem count =
        TransactWriteItem.builder()
            .update(
                oneLess.part(
                    customers, Map.of(CustomerItem.CUSTOMER_ID, text(seen.customer().value()))))
            .build();
    try {
      dynamoDb.transactWriteItems(write -> write.transactItems(session, note, count));
      return true;
    } catch (TransactionCanceledException e) {
      List<CancellationReason> reasons = e.cancellationReasons();
      if (isConditionFailed(reasons.get(0))) {
        return endBeforeTheNext(seen, owner, token, note, at);
      }
      if (!isConditionFailed(reasons.get(2))) {
        throw e;
      }
    }
    // The customer was deleted. The session ends all the same.
    return endWithoutCount(session, note);
  }

  /**
   * Ends this generation and starts the next in the same item. The customer's count of sessions
   * does not change, and the token keeps growing.
   */
  private boolean endBeforeTheNext(
      SessionRecord seen, String owner, long token, TransactWriteItem note, Instant at) {
    long before = seen.generation().createdAt().toEpochMilli();
    long now = Math.max(at.toEpochMilli(), before + 1);
    Update next =
        new Update()
            .set(SessionItem.CREATED_AT, number(now))
            .set(SessionItem.WANTED, text(Wanted.RUNNING.name()))
            .set(SessionItem.WANTED_AT, number(now))
            .set(SessionItem.WAITING, text(SessionItem.WAITING_VALUE))
            .set(SessionItem.WAITING_RANK, text(SessionItem.waitingRank(false, now)))
            .remove(SessionItem.RESTARTS)
            .remove(SessionItem.STOP_REASON)
            .remove(SessionItem.CODE_ASKED_AT)
            .remove(SessionItem.OWNER)
            .remove(SessionItem.LINKED_AT)
            .remove(SessionItem.CHECKPOINT)
            .remove(SessionItem.START_AGAIN_AT)
            .ifPresent(SessionItem.START_AGAIN_AT)
            .ifEquals(SessionItem.CREATED_AT, number(before))
            .ifEquals(SessionItem.OWNER, text(owner))
            .ifEquals(SessionItem.TOKEN, number(token))
            .ifEquals(SessionItem.WANTED, text(Wanted.ENDED.name()));
    TransactWriteItem session =
        TransactWriteItem.builder().update(next.part(sessions, Attributes.key(seen.id()))).build();
    return endWithoutCount(session, note);
  }

  private boolean endWithoutCount(TransactWriteItem session, TransactWriteItem note) {
    try {
      dynamoDb.transactWriteItems(write -> write.transactItems(session, note));
      return true;
    } catch (TransactionCanceledException e) {
      if (isConditionFailed(e.cancellationReasons().get(0))) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void forgetEnded(SessionRecord ended) {
    String generation = ended.generation().toString();
    try {
      dynamoDb.deleteItem(delete ->
          delete
              .tableName(endings)
              .key(Map.of(EndingItem.GENERATION, text(generation)))
              .conditionExpression("attribute_not_exists(#linked)")
              .expressionAttributeNames(Map.of("#linked", EndingItem.STILL_LINKED)));
    } catch (ConditionalCheckFailedException e) {
      log.atDebug().addKeyValue("sessionId", ended.id()).log("ending.of_a_linked_device");
    }
    try {
      dynamoDb.deleteItem(delete ->
          delete
              .tableName(observations)
              .key(Map.of(ObservationItem.SESSION_ID, text(ended.id().value())))
              .conditionExpression("#created = :created")
              .expressionAttributeNames(Map.of("#created", ObservationItem.CREATED_AT))
              .expressionAttributeValues(
                  Map.of(":created", number(ended.generation().createdAt().toEpochMilli()))));
    } catch (ConditionalCheckFailedException e) {
      log.atDebug().addKeyValue("sessionId", ended.id()).log("observation.of_another_generation");
    }
  }

  private Delete removal(SessionRecord seen, String owner, long token) {
    return Delete.builder()
        .tableName(sessions)
        .key(Attributes.key(seen.id()))
        .conditionExpression(
            "#created = :created AND #owner = :owner AND #token = :token AND #wanted = :ended"
                + " AND attribute_not_exists(#again)")
        .expressionAttributeNames(
            Map.of(
                "#created", SessionItem.CREATED_AT,
                "#owner", SessionItem.OWNER,
                "#token", SessionItem.TOKEN,
                "#wanted", SessionItem.WANTED,
                "#again", SessionItem.START_AGAIN_AT))
        .expressionAttributeValues(
            Map.of(
                ":created", number(seen.generation().createdAt().toEpochMilli()),
                ":owner", text(owner),
                ":token", number(token),
                ":ended", text(Wanted.ENDED.name())))
        .build();
  }

  private static Map<String, AttributeValue> endingOf(
      SessionRecord seen, boolean stillLinked, Instant at) {
    Map<String, AttributeValue> note = new HashMap<>();
    note.put(EndingItem.GENERATION, text(seen.generation().toString()));
    note.put(EndingItem.SESSION_ID, text(seen.id().value()));
    note.put(EndingItem.CREATED_AT, number(seen.generation().createdAt().toEpochMilli()));
    note.put(EndingItem.ENDED_AT, number(at.toEpochMilli()));
    if (stillLinked) {
      note.put(EndingItem.STILL_LINKED, AttributeValue.fromBool(true));
    }
    return note;
  }

  private static boolean isConditionFailed(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code());
  }

  private QueryRequest inIndex(String index, String attribute, String value) {
    return QueryRequest.builder()
        .tableName(sessions)
        .indexName(index)
        .keyConditionExpression("#key = :key")
        .expressionAttributeNames(Map.of("#key", attribute))
        .expressionAttributeValues(Map.of(":key", text(value)))
        .build();
  }

  private static SessionId idIn(Map<String, AttributeValue> item) {
    return new SessionId(Attributes.requiredTextIn(item, SessionItem.SESSION_ID));
  }

  private static Update ifOurs(Lease lease) {
    return new Update()
        .ifEquals(SessionItem.OWNER, text(lease.owner()))
        .ifEquals(SessionItem.TOKEN, number(lease.token()));
  }

  /** Checks the generation too: an item that was created again has no owner and no token either. */
  private static Update ifAsSeen(Update update, SessionRecord seen) {
    update.ifEquals(SessionItem.CREATED_AT, number(seen.generation().createdAt().toEpochMilli()));
    seen.owner()
        .ifPresentOrElse(
            owner -> update.ifEquals(SessionItem.OWNER, text(owner)),
            () -> update.ifAbsent(SessionItem.OWNER));
    return update.ifNumber(SessionItem.TOKEN, seen.token());
  }

  private boolean write(SessionId session, Update update) {
    try {
      dynamoDb.updateItem(update.request(sessions, Attributes.key(session)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static SessionRecord recordOf(Map<String, AttributeValue> item)
      throws UnknownItemException {
    long version = Attributes.numberIn(item, SessionItem.VERSION);
    if (version != SessionItem.CURRENT_VERSION) {
      throw new UnknownItemException("version " + version);
    }
    try {
      Optional<String> checkpoint = Attributes.textIn(item, SessionItem.CHECKPOINT);
      return new SessionRecord(
          new Generation(
              new SessionId(Attributes.requiredTextIn(item, SessionItem.SESSION_ID)),
              Instant.ofEpochMilli(Attributes.requiredNumberIn(item, SessionItem.CREATED_AT))),
          new CustomerId(Attributes.requiredTextIn(item, SessionItem.CUSTOMER_ID)),
          new SessionName(Attributes.requiredTextIn(item, SessionItem.NAME)),
          word(Environment.class, item, SessionItem.ENVIRONMENT),
          word(Wanted.class, item, SessionItem.WANTED),
          Attributes.numberIn(item, SessionItem.RESTARTS),
          Attributes.textIn(item, SessionItem.OWNER),
          Attributes.numberIn(item, SessionItem.TOKEN),
          item.containsKey(SessionItem.WAITING),
          item.containsKey(SessionItem.LINKED_AT),
          checkpoint,
          checkpoint.isPresent()
              && checkpoint.equals(Attributes.textIn(item, SessionItem.LAST_STATE)));
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UnknownItemException(String.valueOf(e.getMessage()));
    }
  }

  private static <E extends Enum<E>> E word(
      Class<E> words, Map<String, AttributeValue> item, String attribute)
      throws UnknownItemException {
    String text = Attributes.textIn(item, attribute).orElse("nothing");
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new UnknownItemException(attribute + " is " + text));
  }
}
