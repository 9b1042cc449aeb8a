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
import io.griot.functions.access.Keys;
import io.griot.functions.access.SendingPlan;
import io.griot.functions.access.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** API keys and customers in DynamoDB. Thread-safe. */
public final class DynamoAccessStore implements AccessStore, Keys.NewKeys {
  private static final String ACTIVE = "ACTIVE";

  private final DynamoTable keys;
  private final DynamoTable customers;
  private final InstantSource clock;

  public DynamoAccessStore(DynamoDbClient tables, Names names, InstantSource clock) {
    this.keys = new DynamoTable(tables, names, Table.API_KEYS);
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
    this.clock = clock;
  }

  @Override
  public Optional<ApiKey> key(String hash) {
    return keys.getEventually(keys.key(hash))
        .map(item ->
            new ApiKey(
                new CustomerId(item.text(ApiKeyItem.CUSTOMER_ID)),
                item.requiredWord("an API key", Environment.values(), ApiKeyItem.ENVIRONMENT),
                item.instant(ApiKeyItem.REVOKED_AT),
                item.instant(ApiKeyItem.EXPIRES_AT)));
  }

  @Override
  public Optional<Subscription> subscription(CustomerId customer) {
    return customers.getEventually(key(customer)).map(DynamoAccessStore::subscription);
  }

  @Override
  public void store(String hash, CustomerId customer, Environment environment) {
    keys.put(
        keys.key(hash),
        new Write()
            .set(ApiKeyItem.CUSTOMER_ID, Item.ofText(customer.value()))
            .set(ApiKeyItem.ENVIRONMENT, Item.ofText(environment.name()))
            .set(ApiKeyItem.CREATED_AT, Item.ofNumber(clock.millis())));
  }

  /** Gives a customer a subscription without end. Quotas, and what counts towards them, stay. */
  public void activate(CustomerId customer) {
    customers.update(
        key(customer),
        new Write()
            .set(CustomerItem.SUBSCRIPTION, Item.ofText(ACTIVE))
            .remove(CustomerItem.PAID_UNTIL));
  }

  /** Sets how many sessions of an environment a customer may have. */
  public void allow(CustomerId customer, Environment environment, int sessions) {
    customers.update(
        key(customer), new Write().set(CustomerItem.quotaOf(environment), Item.ofNumber(sessions)));
  }

  private Map<String, AttributeValue> key(CustomerId customer) {
    return customers.key(customer.value());
  }

  /** An item without a subscription is one that only counts sessions: nobody has paid. */
  static Subscription subscription(Item item) {
    return new Subscription(
        item.optionalText(CustomerItem.SUBSCRIPTION).filter(ACTIVE::equals).isPresent(),
        item.instant(CustomerItem.PAID_UNTIL),
        new SendingPlan(
            item.number(CustomerItem.SEND_INTERVAL_MILLIS)
                .filter(millis -> millis >= 0)
                .map(millis -> Duration.ofMillis(millis.longValue())),
            item.number(CustomerItem.SEND_BURST).filter(burst -> burst >= 1).map(Double::intValue),
            item.optionalFlag(CustomerItem.SEND_STOP_ON_RESTRICTION).orElse(true)));
  }
}
