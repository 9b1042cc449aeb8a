package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.customers.CustomerRecord;
import io.griot.functions.customers.CustomerRecordStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Customers in DynamoDB, as the operator sees them. Thread-safe. */
public final class DynamoCustomerRecordStore implements CustomerRecordStore {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoCustomerRecordStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.CUSTOMERS);
  }

  @Override
  public Optional<CustomerRecord> find(CustomerId id) {
    return Optional.of(
            tables.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true)))
        .filter(answer -> answer.hasItem())
        .map(answer -> read(new Item(answer.item())));
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
