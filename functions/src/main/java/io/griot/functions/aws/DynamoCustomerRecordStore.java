package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.access.ApiKey;
import io.griot.functions.admin.CustomerRecord;
import io.griot.functions.admin.CustomerRecordStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Customers in DynamoDB, as the operator sees them. Thread-safe. */
public final class DynamoCustomerRecordStore implements CustomerRecordStore {
  private final DynamoDbClient tables;
  private final Names names;
  private final String table;

  public DynamoCustomerRecordStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.names = names;
    this.table = names.table(Table.CUSTOMERS);
  }

  @Override
  public Optional<CustomerRecord> find(CustomerId id) {
    return Optional.of(
            tables.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)))
        .filter(answer -> answer.hasItem())
        .map(answer -> read(new Item(answer.item())));
  }

  /** By a scan: an operator asks for this by hand. */
  @Override
  public Page page(int limit, Optional<CustomerId> after) {
    ScanResponse answer =
        tables.scan(scan -> {
          scan.tableName(table).limit(limit).consistentRead(true);
          after.ifPresent(id -> scan.exclusiveStartKey(key(id)));
        });
    List<CustomerRecord> customers =
        answer.items().stream()
            .flatMap(item ->
                new Item(item)
                    .readable(CustomerItem.CUSTOMER_ID, DynamoCustomerRecordStore::read).stream())
            .toList();
    Optional<CustomerId> last =
        answer.hasLastEvaluatedKey()
            ? Optional.of(
                new CustomerId(new Item(answer.lastEvaluatedKey()).text(CustomerItem.CUSTOMER_ID)))
            : Optional.empty();
    return new Page(customers, last);
  }

  /** Conditional on there being no such customer. */
  @Override
  public boolean create(NewCustomer customer, List<ApiKey> keys) {
    Write write =
        written(customer.details())
            .ifIs(CustomerItem.CUSTOMER_ID, Optional.empty())
            .set(CustomerItem.CREATED_AT, Item.ofInstant(customer.createdAt()));
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(
        TransactWriteItem.builder()
            .update(write.transactUpdate(table, key(customer.id())))
            .build());
    keys.forEach(key ->
        parts.add(TransactWriteItem.builder().put(DynamoKeyStore.transactPut(names, key)).build()));
    try {
      tables.transactWriteItems(transaction -> transaction.transactItems(parts));
      return true;
    } catch (TransactionCanceledException e) {
      if (!"ConditionalCheckFailed".equals(e.cancellationReasons().getFirst().code())) {
        throw e; // two at once
      }
      return false;
    }
  }

  /** Conditional on there being such a customer, as all changes are. */
  @Override
  public boolean change(CustomerId id, Change change) {
    return change.isNothing() ? find(id).isPresent() : write(id, written(change));
  }

  private static Write written(Change change) {
    Write write = new Write();
    change.texts().forEach((name, text) -> write.put(name, text.map(Item::ofText)));
    change
        .quotas()
        .forEach((environment, quota) ->
            write.put(
                CustomerItem.quotaOf(environment),
                quota.isPresent()
                    ? Optional.of(Item.ofNumber(quota.getAsLong()))
                    : Optional.empty()));
    return write;
  }

  @Override
  public boolean suspend(CustomerId id, Instant now) {
    Write unless = new Write().ifIs(CustomerItem.SUSPENDED_BY_OPERATOR, Optional.empty());
    return write(id, unless.set(CustomerItem.SUSPENDED_BY_OPERATOR, Item.ofInstant(now)))
        || find(id).isPresent();
  }

  @Override
  public boolean resume(CustomerId id) {
    return write(id, new Write().remove(CustomerItem.SUSPENDED_BY_OPERATOR));
  }

  private boolean write(CustomerId id, Write write) {
    try {
      tables.updateItem(write.ifPresent(CustomerItem.CUSTOMER_ID).update(table, key(id)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static Map<String, AttributeValue> key(CustomerId id) {
    return Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(id.value()));
  }

  private static CustomerRecord read(Item item) {
    Map<Environment, CustomerRecord.Sessions> sessions = new EnumMap<>(Environment.class);
    for (Environment environment : Environment.values()) {
      long quota =
          item.number(CustomerItem.quotaOf(environment))
              .map(Double::longValue)
              .orElse((long) CustomerItem.DEFAULT_SESSIONS);
      sessions.put(
          environment,
          new CustomerRecord.Sessions(item.count(CustomerItem.sessionsOf(environment)), quota));
    }
    return new CustomerRecord(
        new CustomerId(item.text(CustomerItem.CUSTOMER_ID)),
        item.optionalText(CustomerItem.NAME),
        item.optionalText(CustomerItem.CONTACT),
        item.optionalText(CustomerItem.PLAN).orElse(CustomerItem.DEFAULT_PLAN),
        item.instant(CustomerItem.CREATED_AT),
        item.instant(CustomerItem.PAID_UNTIL),
        item.instant(CustomerItem.SUSPENDED_BY_OPERATOR),
        sessions);
  }
}
