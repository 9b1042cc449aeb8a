package io.griot.host.lease;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Leases in the sessions table. Thread-safe. */
public final class DynamoLeaseStore implements LeaseStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoLeaseStore.class);
  private static final int MAX_BATCH = 100;

  /** How often DynamoDB is asked for what it left out of a batch; the next look asks again. */
  private static final int READ_TRIES = 5;

  /** How often a release is tried when what is wanted changes in the middle of it. */
  private static final int RELEASE_TRIES = 3;

  private final DynamoDbClient dynamoDb;
  private final String sessions;
  private final String observations;
  private final String customers;
  private final String endings;

  public DynamoLeaseStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.sessions = names.table(Table.SESSIONS);
    this.observations = names.table(Table.OBSERVATIONS);
    this.customers = names.table(Table.CUSTOMERS);
    this.endings = names.table(Table.ENDINGS);
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
  public List<SessionRecord> read(Collection<SessionId> wanted) {
    List<SessionId> ids = wanted.stream().distinct().toList();
    List<SessionRecord> found = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MAX_BATCH) {
      List<SessionId> batch = ids.subList(from, Math.min(from + MAX_BATCH, ids.size()));
      KeysAndAttributes keys =
          KeysAndAttributes.builder()
              .keys(batch.stream().map(Attributes::key).toList())
              .consistentRead(true)
              .build();
      items(Map.of(sessions, keys)).forEach(item -> understood(item).ifPresent(found::add));
    }
    return found;
  }

  /** All of them: a session that a throttle left out must not look as if it were gone. */
  private List<Map<String, AttributeValue>> items(Map<String, KeysAndAttributes> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, KeysAndAttributes> left = keys;
    for (int tries = 0; tries < READ_TRIES; tries++) {
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse answer = dynamoDb.batchGetItem(get -> get.requestItems(asked));
      items.addAll(answer.responses().getOrDefault(sessions, List.of()));
      left = answer.unprocessedKeys();
      if (left.isEmpty()) {
        return items;
      }
    }
    throw SdkClientException.create("DynamoDB leaves sessions out of what is read");
  }

  @Override
  public Optional<Long> take(SessionRecord seen, String host) {
    Update update =
        new Update()
            .set(SessionItem.OWNER, text(host))
            .set(SessionItem.TOKEN, number(seen.token() + 1))
            .remove(SessionItem.WAITING)
            .remove(SessionItem.WAITING_RANK);
    ifAsSeen(update, seen).ifEquals(SessionItem.WANTED, text(seen.wanted().name()));
    return write(seen.id(), update) ? Optional.of(seen.token() + 1) : Optional.empty();
  }

  @Override
  public void release(Lease lease, Instant since) {
    for (int tries = 0; tries < RELEASE_TRIES; tries++) {
      Optional<SessionRecord> now = read(List.of(lease.session())).stream().findFirst();
      if (now.filter(record -> record.isHeldBy(lease)).isEmpty() || releaseOf(now.get(), since)) {
        return;
      }
    }
    log.atWarn().addKeyValue("sessionId", lease.session()).log("lease.not_released");
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
  public boolean setCheckpoint(Lease lease, String key) {
    return write(lease.session(), ifOurs(lease).set(SessionItem.CHECKPOINT, text(key)));
  }

  @Override
  public boolean setLinked(Lease lease, Optional<Instant> since) {
    return write(
        lease.session(),
        ifOurs(lease)
            .setOrRemove(SessionItem.LINKED_AT, since.map(at -> number(at.toEpochMilli()))));
  }

  @Override
  public boolean end(SessionRecord seen, String owner, long token, Instant at) {
    TransactWriteItem session =
        TransactWriteItem.builder().delete(removal(seen, owner, token)).build();
    TransactWriteItem note =
        TransactWriteItem.builder()
            .put(Put.builder().tableName(endings).item(endingOf(seen, at)).build())
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
        return false;
      }
      if (!isConditionFailed(reasons.get(2))) {
        throw e;
      }
    }
    // The customer was deleted; their sessions end all the same.
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
    dynamoDb.deleteItem(
        delete -> delete.tableName(endings).key(Map.of(EndingItem.GENERATION, text(generation))));
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
            "#created = :created AND #owner = :owner AND #token = :token AND #wanted = :ended")
        .expressionAttributeNames(
            Map.of(
                "#created", SessionItem.CREATED_AT,
                "#owner", SessionItem.OWNER,
                "#token", SessionItem.TOKEN,
                "#wanted", SessionItem.WANTED))
        .expressionAttributeValues(
            Map.of(
                ":created", number(seen.generation().createdAt().toEpochMilli()),
                ":owner", text(owner),
                ":token", number(token),
                ":ended", text(Wanted.ENDED.name())))
        .build();
  }

  private static Map<String, AttributeValue> endingOf(SessionRecord seen, Instant at) {
    return Map.of(
        EndingItem.GENERATION, text(seen.generation().toString()),
        EndingItem.SESSION_ID, text(seen.id().value()),
        EndingItem.CREATED_AT, number(seen.generation().createdAt().toEpochMilli()),
        EndingItem.ENDED_AT, number(at.toEpochMilli()));
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

  /** Not only owner and token: an item made anew has no owner and no token again. */
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

  private static Optional<SessionRecord> understood(Map<String, AttributeValue> item) {
    try {
      return Optional.of(recordOf(item));
    } catch (UnknownItemException e) {
      log.atError()
          .addKeyValue("sessionId", Attributes.textIn(item, SessionItem.SESSION_ID).orElse("?"))
          .addKeyValue("reason", e.getMessage())
          .log("session.not_understood");
      return Optional.empty();
    }
  }

  private static SessionRecord recordOf(Map<String, AttributeValue> item)
      throws UnknownItemException {
    long version = Attributes.numberIn(item, SessionItem.VERSION);
    if (version != SessionItem.CURRENT_VERSION) {
      throw new UnknownItemException("version " + version);
    }
    try {
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
          Attributes.textIn(item, SessionItem.CHECKPOINT));
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
