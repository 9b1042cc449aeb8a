package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.contract.Table;
import io.griot.functions.session.Session;
import io.griot.functions.session.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Sessions in DynamoDB, the part of their items that the API writes. Thread-safe. */
public final class SessionStore implements Sessions {
  private final DynamoDbClient tables;
  private final String table;

  public SessionStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.SESSIONS);
  }

  @Override
  public Optional<Session> find(SessionId session) {
    GetItemResponse answer =
        tables.getItem(get -> get.tableName(table).key(key(session)).consistentRead(true));
    return answer.hasItem()
        ? Optional.of(read(session, new Item(answer.item())))
        : Optional.empty();
  }

  /** Conditional on there being no item: of two simultaneous starts one stores it. */
  @Override
  public boolean create(
      CustomerId customer, SessionName name, Environment environment, Instant createdAt) {
    SessionId id = SessionId.of(customer, name);
    try {
      tables.putItem(put ->
          put.tableName(table)
              .item(
                  Map.of(
                      SessionItem.SESSION_ID, Item.ofText(id.value()),
                      SessionItem.CUSTOMER_ID, Item.ofText(customer.value()),
                      SessionItem.NAME, Item.ofText(name.value()),
                      SessionItem.ENVIRONMENT, Item.ofText(environment.name()),
                      SessionItem.CREATED_AT, Item.ofNumber(createdAt.toEpochMilli())))
              .conditionExpression("attribute_not_exists(#id)")
              .expressionAttributeNames(Map.of("#id", SessionItem.SESSION_ID)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** Reads the index, then each session as of now. */
  @Override
  public List<Session> of(CustomerId customer) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .indexName("byCustomer")
            .keyConditionExpression("#customer = :customer")
            .expressionAttributeNames(Map.of("#customer", SessionItem.CUSTOMER_ID))
            .expressionAttributeValues(Map.of(":customer", Item.ofText(customer.value())))
            .build();
    return tables.queryPaginator(query).items().stream()
        .map(item -> find(new SessionId(new Item(item).text(SessionItem.SESSION_ID))))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Conditional on the generation's being there and stopped: of two starts one gets it running. */
  @Override
  public boolean unstop(Generation session) {
    try {
      tables.updateItem(update ->
          update
              .tableName(table)
              .key(key(session.session()))
              .updateExpression("REMOVE #stopped, #placed")
              .conditionExpression("#created = :created AND attribute_exists(#stopped)")
              .expressionAttributeNames(
                  Map.of(
                      "#stopped", SessionItem.STOPPED_AT,
                      "#placed", SessionItem.PLACED_AT,
                      "#created", SessionItem.CREATED_AT))
              .expressionAttributeValues(
                  Map.of(":created", Item.ofNumber(session.createdAt().toEpochMilli()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /**
   * Conditional on the generation's being there: an update must not bring an ended session back,
   * nor say of a new one that it was placed.
   */
  @Override
  public void placed(Generation session, Instant at) {
    try {
      tables.updateItem(update ->
          update
              .tableName(table)
              .key(key(session.session()))
              .updateExpression("SET #placed = :at")
              .conditionExpression("#created = :created")
              .expressionAttributeNames(
                  Map.of("#placed", SessionItem.PLACED_AT, "#created", SessionItem.CREATED_AT))
              .expressionAttributeValues(
                  Map.of(
                      ":at", Item.ofNumber(at.toEpochMilli()),
                      ":created", Item.ofNumber(session.createdAt().toEpochMilli()))));
    } catch (ConditionalCheckFailedException e) {
      return; // ended between its start and this note
    }
  }

  private static Map<String, AttributeValue> key(SessionId session) {
    return Map.of(SessionItem.SESSION_ID, Item.ofText(session.value()));
  }

  private static Session read(SessionId id, Item item) {
    return new Session(
        new Generation(id, item.requiredInstant(SessionItem.CREATED_AT)),
        new SessionName(item.text(SessionItem.NAME)),
        Environment.valueOf(item.text(SessionItem.ENVIRONMENT)),
        item.instant(SessionItem.STOPPED_AT).isPresent(),
        item.instant(SessionItem.PLACED_AT).isPresent(),
        item.optionalText(SessionItem.STATE).map(SocketState::valueOf),
        item.flag(SessionItem.USABLE),
        item.instant(SessionItem.PROVEN_AT),
        item.optionalText(SessionItem.QR),
        item.texts(SessionItem.UNAVAILABLE));
  }
}
