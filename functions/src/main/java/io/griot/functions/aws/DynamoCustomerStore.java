package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.ParkSettings;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.supervision.CustomerStore;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** All customers in DynamoDB, by a scan. Thread-safe. */
public final class DynamoCustomerStore implements CustomerStore {
  private final DynamoTable table;

  public DynamoCustomerStore(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.CUSTOMERS);
  }

  @Override
  public Map<CustomerId, Customer> all() {
    Map<CustomerId, Customer> customers = new HashMap<>();
    table
        .scan()
        .forEach(item ->
            item.readable(CustomerItem.CUSTOMER_ID, DynamoCustomerStore::customer)
                .ifPresent(one -> customers.put(one.getKey(), one.getValue())));
    return customers;
  }

  private static Map.Entry<CustomerId, Customer> customer(Item item) {
    return Map.entry(
        new CustomerId(item.text(CustomerItem.CUSTOMER_ID)),
        new Customer(
            DynamoAnnouncementStore.told(item),
            counted(item),
            DynamoDeletionStore.of(item),
            // Values outside the API's bounds are ignored.
            ParkItems.settings(item, CustomerItem.PARK_AFTER, CustomerItem.PARK_WAKE_EVERY)
                .filter(ParkSettings::isAllowed)));
  }

  private static Map<Environment, Long> counted(Item customer) {
    Map<Environment, Long> counted = new EnumMap<>(Environment.class);
    for (Environment environment : Environment.values()) {
      customer
          .optionalCount(CustomerItem.sessionsOf(environment))
          .ifPresent(count -> counted.put(environment, count));
    }
    return counted;
  }

  @Override
  public boolean count(
      CustomerId customer, Environment environment, Optional<Long> seen, long sessions) {
    String counter = CustomerItem.sessionsOf(environment);
    try {
      return table.tryUpdate(
          table.key(customer.value()),
          new Write()
              .ifPresent(CustomerItem.CUSTOMER_ID)
              .ifIs(counter, seen.map(Item::ofNumber))
              .set(counter, Item.ofNumber(sessions)));
    } catch (TransactionConflictException e) {
      return false; // a session is starting or ending
    }
  }
}
