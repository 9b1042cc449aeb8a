package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.AccountStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Customers' accounts, stored in their items. Thread-safe. */
public final class DynamoAccountStore implements AccountStore {
  private final DynamoTable customers;

  public DynamoAccountStore(DynamoDbClient tables, Names names) {
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
  }

  @Override
  public Optional<Account> find(CustomerId customer) {
    return customers.get(customers.key(customer.value())).map(DynamoAccountStore::account);
  }

  static Account account(Item item) {
    return new Account(
        SubscriptionItems.subscription(item),
        numbers(item, CustomerItem::sessionsOf),
        numbers(item, CustomerItem::quotaOf));
  }

  private static Map<Environment, Long> numbers(Item item, Function<Environment, String> name) {
    Map<Environment, Long> numbers = new EnumMap<>(Environment.class);
    for (Environment environment : Environment.values()) {
      item.number(name.apply(environment))
          .ifPresent(number -> numbers.put(environment, number.longValue()));
    }
    return numbers;
  }
}
