package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.fairuse.Limits;
import io.griot.functions.fairuse.LimitsStore;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What customers may use, by their items in DynamoDB. Thread-safe. */
public final class DynamoLimitsStore implements LimitsStore {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoLimitsStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.CUSTOMERS);
  }

  @Override
  public Limits of(CustomerId customer) {
    Item item =
        new Item(
            tables
                .getItem(get ->
                    get.tableName(table)
                        .key(Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(customer.value()))))
                .item());
    return Limits.STANDARD.with(item.counts(CustomerItem.LIMITS));
  }
}
