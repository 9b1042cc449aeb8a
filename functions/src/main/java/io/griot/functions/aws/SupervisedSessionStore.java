package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.functions.supervision.SupervisedSession;
import io.griot.functions.supervision.SupervisedSessions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * All sessions in DynamoDB, by a scan. A scan is paid by what it reads, 8 KB for a read unit: a
 * thousand sessions of some 1 KB cost 125 units, where asking for each would cost 500. Thread-safe.
 */
public final class SupervisedSessionStore implements SupervisedSessions {
  private final DynamoDbClient tables;
  private final String table;

  public SupervisedSessionStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.SESSIONS);
  }

  @Override
  public List<SupervisedSession> all() {
    return tables.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .map(Item::new)
        .map(SupervisedSessionStore::read)
        .toList();
  }

  /** Conditional on this generation's being there, running, and without an owner. */
  @Override
  public boolean stopUnowned(Generation session, Instant at) {
    try {
      tables.updateItem(update ->
          update
              .tableName(table)
              .key(Map.of(SessionItem.SESSION_ID, Item.ofText(session.session().value())))
              .updateExpression(
                  "SET #stopped = :at, #usable = :false REMOVE #state, #proven, #qr, #problem")
              .conditionExpression(
                  "#created = :created AND attribute_not_exists(#owner)"
                      + " AND attribute_not_exists(#stopped)")
              .expressionAttributeNames(
                  Map.of(
                      "#stopped", SessionItem.STOPPED_AT,
                      "#usable", SessionItem.USABLE,
                      "#state", SessionItem.STATE,
                      "#proven", SessionItem.PROVEN_AT,
                      "#qr", SessionItem.QR,
                      "#problem", SessionItem.PROBLEM,
                      "#created", SessionItem.CREATED_AT,
                      "#owner", SessionItem.OWNER))
              .expressionAttributeValues(
                  Map.of(
                      ":at", Item.ofNumber(at.toEpochMilli()),
                      ":false", Item.ofFlag(false),
                      ":created", Item.ofNumber(session.createdAt().toEpochMilli()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static SupervisedSession read(Item item) {
    return new SupervisedSession(
        new Generation(
            new SessionId(item.text(SessionItem.SESSION_ID)),
            item.requiredInstant(SessionItem.CREATED_AT)),
        new CustomerId(item.text(SessionItem.CUSTOMER_ID)),
        item.instant(SessionItem.STOPPED_AT).isPresent(),
        item.instant(SessionItem.PLACED_AT),
        item.optionalText(SessionItem.OWNER).isPresent(),
        item.optionalText(SessionItem.CHECKPOINT).isPresent(),
        item.optionalText(SessionItem.PROBLEM).filter(SessionItem.LOGGED_OUT::equals).isPresent(),
        item.flag(SessionItem.USABLE),
        item.instant(SessionItem.PROVEN_AT));
  }
}
