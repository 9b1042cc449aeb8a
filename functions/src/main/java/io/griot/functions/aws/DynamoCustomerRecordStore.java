package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import io.griot.functions.access.ApiKey;
import io.griot.functions.admin.CustomerRecord;
import io.griot.functions.admin.CustomerRecordStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Customers in DynamoDB, as the operator manages them. Thread-safe. */
public final class DynamoCustomerRecordStore implements CustomerRecordStore {
  private static final int TRIES = 10;

  private final DynamoDbClient tables;
  private final DynamoTable customers;
  private final DynamoTable keys;

  public DynamoCustomerRecordStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
    this.keys = new DynamoTable(tables, names, Table.API_KEYS);
  }

  @Override
  public Optional<CustomerRecord> find(CustomerId id) {
    return customers.get(customers.key(id.value())).map(DynamoCustomerRecordStore::read);
  }

  /** A page of customers, by a scan: operators ask for this rarely. */
  @Override
  public Page page(int limit, Optional<CustomerId> after) {
    ScanResponse answer =
        tables.scan(scan -> {
          scan.tableName(customers.name()).limit(limit).consistentRead(true);
          after.ifPresent(id -> scan.exclusiveStartKey(customers.key(id.value())));
        });
    List<CustomerRecord> found =
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
    return new Page(found, last);
  }

  /** Creates a customer, on condition that there is none with this id. */
  @Override
  public boolean create(NewCustomer customer, List<ApiKey> first) {
    Write write =
        written(customer.details())
            .ifIs(CustomerItem.CUSTOMER_ID, Optional.empty())
            .set(CustomerItem.CREATED_AT, Item.ofInstant(customer.createdAt()));
    Transaction transaction =
        new Transaction().update(customers, customers.key(customer.id().value()), write);
    first.forEach(key -> transaction.put(keys, keys.key(key.hash()), KeyItems.created(key)));
    Optional<Cancellation> failure = transaction.write(tables);
    if (failure.isPresent() && !failure.get().isRefused(0)) {
      throw failure.get().cause(); // a conflict of two requests
    }
    return failure.isEmpty();
  }

  /**
   * Changes a customer, on condition that the customer exists and is not deleted, like all changes.
   */
  @Override
  public boolean change(CustomerId id, Change change) {
    return change.isNothing() ? isThere(id) : write(id, written(change));
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
        || isThere(id);
  }

  @Override
  public boolean resume(CustomerId id) {
    return write(id, new Write().remove(CustomerItem.SUSPENDED_BY_OPERATOR));
  }

  /** Changes limits, on condition that they are as read; repeated after a concurrent change. */
  @Override
  public boolean limit(CustomerId id, Map<String, OptionalLong> limits) {
    for (int tries = 1; tries < TRIES; tries++) {
      Optional<Item> item = customers.get(customers.key(id.value()));
      if (item.isEmpty()) {
        return false;
      }
      Map<String, Long> own = item.get().counts(CustomerItem.LIMITS);
      Map<String, Long> wanted = new HashMap<>(own);
      limits.forEach((name, limit) -> {
        if (limit.isPresent()) {
          wanted.put(name, limit.getAsLong());
        } else {
          wanted.remove(name);
        }
      });
      Write write =
          new Write()
              .ifIs(CustomerItem.LIMITS, numbers(own))
              .put(CustomerItem.LIMITS, numbers(wanted));
      if (wanted.equals(own) || write(id, write)) {
        return isThere(id);
      }
    }
    return false;
  }

  /** The map as an attribute; absent when empty. */
  private static Optional<AttributeValue> numbers(Map<String, Long> limits) {
    Map<String, AttributeValue> numbers = new HashMap<>();
    limits.forEach((name, limit) -> numbers.put(name, Item.ofNumber(limit)));
    return Optional.of(numbers).filter(any -> !any.isEmpty()).map(AttributeValue::fromM);
  }

  private boolean isThere(CustomerId id) {
    return find(id).filter(customer -> customer.deletion().isEmpty()).isPresent();
  }

  private boolean write(CustomerId id, Write write) {
    return customers.tryUpdate(
        customers.key(id.value()),
        write.ifPresent(CustomerItem.CUSTOMER_ID).ifAbsent(CustomerItem.DELETED_AT));
  }

  private static CustomerRecord read(Item item) {
    return new CustomerRecord(
        new CustomerId(item.text(CustomerItem.CUSTOMER_ID)),
        item.optionalText(CustomerItem.NAME),
        item.optionalText(CustomerItem.CONTACT),
        item.optionalText(CustomerItem.PLAN).orElse(CustomerItem.DEFAULT_PLAN),
        item.instant(CustomerItem.CREATED_AT),
        item.instant(CustomerItem.PAID_UNTIL),
        item.instant(CustomerItem.SUSPENDED_BY_OPERATOR),
        DynamoAccountStore.account(item),
        item.counts(CustomerItem.LIMITS),
        DynamoDeletionStore.of(item));
  }
}
