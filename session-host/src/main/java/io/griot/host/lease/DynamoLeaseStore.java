package io.griot.host.lease;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.host.dynamo.Attributes;
import io.griot.host.dynamo.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Leases in the sessions table. Thread-safe. */
public final class DynamoLeaseStore implements LeaseStore {
  private final DynamoDbClient dynamoDb;
  private final String table;

  public DynamoLeaseStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.table = names.table(Table.SESSIONS);
  }

  @Override
  public Optional<SessionRecord> read(SessionId session) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(get -> get.tableName(table).key(Attributes.key(session)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(recordOf(session, item));
  }

  @Override
  public Optional<Lease> take(SessionRecord seen, String host) {
    Update update =
        new Update()
            .set(SessionItem.OWNER, text(host))
            .set(SessionItem.TOKEN, number(seen.token() + 1))
            .set(SessionItem.BEAT, number(seen.beat() + 1));
    // Not only that there is one: an item made anew has no owner and token 0 again.
    update.ifEquals(SessionItem.CREATED_AT, number(seen.generation().createdAt().toEpochMilli()));
    update.ifAbsent(SessionItem.STOPPED_AT);
    seen.owner()
        .ifPresentOrElse(
            owner -> update.ifEquals(SessionItem.OWNER, text(owner)),
            () -> update.ifAbsent(SessionItem.OWNER));
    update.ifNumber(SessionItem.TOKEN, seen.token());
    update.ifNumber(SessionItem.BEAT, seen.beat());
    return write(seen.id(), update)
        ? Optional.of(new Lease(seen.id(), host, seen.token() + 1))
        : Optional.empty();
  }

  @Override
  public boolean renew(Lease lease, Evidence evidence) {
    Update update = ifOurs(lease).add(SessionItem.BEAT, number(1));
    update.setOrRemove(SessionItem.STATE, evidence.state().map(state -> text(state.name())));
    update.set(SessionItem.USABLE, AttributeValue.fromBool(evidence.usable()));
    update.setOrRemove(
        SessionItem.PROVEN_AT, evidence.provenAt().map(at -> number(at.toEpochMilli())));
    update.setOrRemove(
        SessionItem.LAST_EVENT_AT, evidence.lastEventAt().map(at -> number(at.toEpochMilli())));
    update.setOrRemove(SessionItem.QR, evidence.qr().map(Attributes::text));
    update.setOrRemove(
        SessionItem.PROBLEM, evidence.problem().map(problem -> text(problem.text())));
    update.setOrRemove(
        SessionItem.UNAVAILABLE,
        Optional.of(evidence.unavailable())
            .filter(operations -> !operations.isEmpty())
            .map(operations -> AttributeValue.fromSs(List.copyOf(operations))));
    return write(lease.session(), update);
  }

  @Override
  public void release(Lease lease) {
    boolean _ =
        write(
            lease.session(),
            ifOurs(lease)
                .remove(SessionItem.OWNER)
                .set(SessionItem.USABLE, AttributeValue.fromBool(false)));
  }

  @Override
  public boolean setCheckpoint(Lease lease, String key) {
    return write(lease.session(), ifOurs(lease).set(SessionItem.CHECKPOINT, text(key)));
  }

  @Override
  public List<SessionId> ownedBy(String host) {
    List<SessionId> sessions = new ArrayList<>();
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .indexName("byOwner")
            .keyConditionExpression("#owner = :owner")
            .expressionAttributeNames(Map.of("#owner", SessionItem.OWNER))
            .expressionAttributeValues(Map.of(":owner", text(host)))
            .build();
    dynamoDb
        .queryPaginator(query)
        .items()
        .forEach(item ->
            sessions.add(new SessionId(Attributes.requiredTextIn(item, SessionItem.SESSION_ID))));
    return sessions;
  }

  private static Update ifOurs(Lease lease) {
    return new Update()
        .ifEquals(SessionItem.OWNER, text(lease.owner()))
        .ifEquals(SessionItem.TOKEN, number(lease.token()));
  }

  private boolean write(SessionId session, Update update) {
    try {
      dynamoDb.updateItem(update.request(table, Attributes.key(session)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static SessionRecord recordOf(SessionId session, Map<String, AttributeValue> item) {
    return new SessionRecord(
        new Generation(
            session,
            Instant.ofEpochMilli(Attributes.requiredNumberIn(item, SessionItem.CREATED_AT))),
        new CustomerId(Attributes.requiredTextIn(item, SessionItem.CUSTOMER_ID)),
        new SessionName(Attributes.requiredTextIn(item, SessionItem.NAME)),
        Environment.valueOf(Attributes.requiredTextIn(item, SessionItem.ENVIRONMENT)),
        item.containsKey(SessionItem.STOPPED_AT),
        Attributes.textIn(item, SessionItem.OWNER),
        Attributes.numberIn(item, SessionItem.TOKEN),
        Attributes.numberIn(item, SessionItem.BEAT),
        Attributes.textIn(item, SessionItem.CHECKPOINT));
  }
}
