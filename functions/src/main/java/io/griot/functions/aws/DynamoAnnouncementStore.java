package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.AnnouncementStore;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Customers' announcements, stored in their items. Thread-safe. */
public final class DynamoAnnouncementStore implements AnnouncementStore {
  private final DynamoTable customers;

  public DynamoAnnouncementStore(DynamoDbClient tables, Names names) {
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
  }

  /** The customer's last announcement; empty for a deleted customer, who gets none. */
  @Override
  public Optional<Told> find(CustomerId customer) {
    return customers
        .get(customers.key(customer.value()))
        .filter(item -> !SubscriptionItems.isDeleted(item))
        .map(DynamoAnnouncementStore::told);
  }

  static Told told(Item item) {
    return new Told(SubscriptionItems.subscription(item), SubscriptionItems.announced(item));
  }

  /** Stores an announcement, on condition that the customer exists and of the last announcement. */
  @Override
  public boolean told(CustomerId customer, Announcement before, Announcement now) {
    Optional<AttributeValue> said =
        Optional.of(before.said()).filter(text -> !text.isEmpty()).map(Item::ofText);
    try {
      return customers.tryUpdate(
          customers.key(customer.value()),
          new Write()
              .ifPresent(CustomerItem.CUSTOMER_ID)
              .ifIs(CustomerItem.ANNOUNCED, said)
              .ifNumber(CustomerItem.ANNOUNCEMENTS, before.number())
              .set(CustomerItem.ANNOUNCED, Item.ofText(now.said()))
              .set(CustomerItem.ANNOUNCEMENTS, Item.ofNumber(now.number())));
    } catch (TransactionConflictException e) {
      return false;
    }
  }
}
