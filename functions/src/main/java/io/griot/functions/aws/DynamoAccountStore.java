package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.AccountStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** What customers have, in their items. Thread-safe. */
public final class DynamoAccountStore implements AccountStore {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoAccountStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.CUSTOMERS);
  }

  @Override
  public Optional<Account> find(CustomerId customer) {
    GetItemResponse answer =
        tables.getItem(get ->
            get.tableName(table)
                .key(Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(customer.value())))
                .consistentRead(true));
    return answer.hasItem() ? Optional.of(account(new Item(answer.item()))) : Optional.empty();
  }

  private static Account account(Item item) {
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
