package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.AnnouncementStore;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** What customers were told, in their items. Thread-safe. */
public final class DynamoAnnouncementStore implements AnnouncementStore {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoAnnouncementStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.CUSTOMERS);
  }

  @Override
  public Optional<Told> find(CustomerId customer) {
    GetItemResponse answer =
        tables.getItem(get -> get.tableName(table).key(key(customer)).consistentRead(true));
    return answer.hasItem() ? Optional.of(told(new Item(answer.item()))) : Optional.empty();
  }

  static Told told(Item item) {
    return new Told(SubscriptionItems.subscription(item), SubscriptionItems.announced(item));
  }

  /** On condition that the customer is there, and of what was told before. */
  @Override
  public boolean told(CustomerId customer, Announcement before, Announcement now) {
    Optional<AttributeValue> said =
        Optional.of(before.said()).filter(text -> !text.isEmpty()).map(Item::ofText);
    try {
      tables.updateItem(
          new Write()
              .ifPresent(CustomerItem.CUSTOMER_ID)
              .ifIs(CustomerItem.ANNOUNCED, said)
              .ifNumber(CustomerItem.ANNOUNCEMENTS, before.number())
              .set(CustomerItem.ANNOUNCED, Item.ofText(now.said()))
              .set(CustomerItem.ANNOUNCEMENTS, Item.ofNumber(now.number()))
              .update(table, key(customer)));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  private static Map<String, AttributeValue> key(CustomerId customer) {
    return Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(customer.value()));
  }
}
