package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.access.AccessStore;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.LastUseStore;
import io.griot.functions.customers.Subscription;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** API keys and customers in DynamoDB. Thread-safe. */
public final class DynamoAccessStore implements AccessStore, LastUseStore {
  private static final String ACTIVE = "ACTIVE";

  private final DynamoDbClient tables;
  private final Names names;

  public DynamoAccessStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.names = names;
  }

  @Override
  public Optional<ApiKey> key(String hash) {
    return get(Table.API_KEYS, hash).map(KeyItems::read);
  }

  @Override
  public Optional<Subscription> subscription(CustomerId customer) {
    return get(Table.CUSTOMERS, customer.value()).map(SubscriptionItems::subscription);
  }

  /** On condition that the key is there, and that no such day, or an earlier one, is noted. */
  @Override
  public void used(String hash, LocalDate day) {
    Write write = new Write().ifPresent(ApiKeyItem.KEY_HASH);
    write.ifTrue(
        "attribute_not_exists(%1$s) OR %1$s < %2$s"
            .formatted(
                write.name(ApiKeyItem.LAST_USED_ON), write.value(Item.ofText(day.toString()))));
    write.set(ApiKeyItem.LAST_USED_ON, Item.ofText(day.toString()));
    try {
      tables.updateItem(
          write.update(
              names.table(Table.API_KEYS), Map.of(ApiKeyItem.KEY_HASH, Item.ofText(hash))));
    } catch (ConditionalCheckFailedException e) {
      return; // another instance was first, or the key is gone
    }
  }

  /** Gives a customer a subscription without end. Quotas, and what counts towards them, stay. */
  public void activate(CustomerId customer) {
    tables.updateItem(
        new Write()
            .set(CustomerItem.SUBSCRIPTION, Item.ofText(ACTIVE))
            .remove(CustomerItem.PAID_UNTIL)
            .update(names.table(Table.CUSTOMERS), key(customer)));
  }

  /** Sets how many sessions of an environment a customer may have. */
  public void allow(CustomerId customer, Environment environment, int sessions) {
    tables.updateItem(
        new Write()
            .set(CustomerItem.quotaOf(environment), Item.ofNumber(sessions))
            .update(names.table(Table.CUSTOMERS), key(customer)));
  }

  private static Map<String, AttributeValue> key(CustomerId customer) {
    return Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(customer.value()));
  }

  private Optional<Item> get(Table table, String key) {
    return Optional.of(
            tables.getItem(get ->
                get.tableName(names.table(table))
                    .key(Map.of(table.partitionKey(), Item.ofText(key)))))
        .filter(answer -> answer.hasItem())
        .map(answer -> new Item(answer.item()));
  }
}
