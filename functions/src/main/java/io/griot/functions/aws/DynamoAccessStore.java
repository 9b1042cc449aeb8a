package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.access.AccessStore;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.LastUseStore;
import io.griot.functions.customers.Subscription;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** API keys and customers in DynamoDB. Thread-safe. */
public final class DynamoAccessStore implements AccessStore, LastUseStore {
  private static final String ACTIVE = "ACTIVE";

  private final DynamoTable keys;
  private final DynamoTable customers;

  public DynamoAccessStore(DynamoDbClient tables, Names names) {
    this.keys = new DynamoTable(tables, names, Table.API_KEYS);
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
  }

  @Override
  public Optional<ApiKey> key(String hash) {
    return keys.getEventually(keys.key(hash)).map(KeyItems::read);
  }

  @Override
  public Optional<Subscription> subscription(CustomerId customer) {
    return customers.getEventually(key(customer)).map(SubscriptionItems::subscription);
  }

  /** Stores the day, on condition that the key exists and no such day or a later one is stored. */
  @Override
  public void used(String hash, LocalDate day) {
    Write write = new Write().ifPresent(ApiKeyItem.KEY_HASH);
    write.ifTrue(
        "attribute_not_exists(%1$s) OR %1$s < %2$s"
            .formatted(
                write.name(ApiKeyItem.LAST_USED_ON), write.value(Item.ofText(day.toString()))));
    // False: another instance was first, or the key is deleted.
    boolean _ =
        keys.tryUpdate(
            keys.key(hash), write.set(ApiKeyItem.LAST_USED_ON, Item.ofText(day.toString())));
  }

  /** Gives a customer a subscription without end. Quotas and their counters are not changed. */
  public void activate(CustomerId customer) {
    customers.update(
        key(customer),
        new Write()
            .set(CustomerItem.SUBSCRIPTION, Item.ofText(ACTIVE))
            .remove(CustomerItem.PAID_UNTIL));
  }

  /** Sets the maximum number of a customer's sessions in an environment. */
  public void allow(CustomerId customer, Environment environment, int sessions) {
    customers.update(
        key(customer), new Write().set(CustomerItem.quotaOf(environment), Item.ofNumber(sessions)));
  }

  private Map<String, AttributeValue> key(CustomerId customer) {
    return customers.key(customer.value());
  }
}
