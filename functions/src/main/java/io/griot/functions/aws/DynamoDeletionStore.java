package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.deletion.DeletionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Deletions, stored in their customers' items. Thread-safe. */
public final class DynamoDeletionStore implements DeletionStore {
  /** The attributes that are removed from a deleted customer's item: personal data and grants. */
  private static final List<String> FORGOTTEN =
      List.of(
          CustomerItem.NAME,
          CustomerItem.CONTACT,
          CustomerItem.PLAN,
          CustomerItem.SUBSCRIPTION,
          CustomerItem.PAID_UNTIL,
          CustomerItem.SUSPENDED_BY_OPERATOR,
          CustomerItem.BILLING_DAY,
          CustomerItem.ANNOUNCED,
          CustomerItem.ANNOUNCEMENTS,
          CustomerItem.LIVE_QUOTA,
          CustomerItem.TEST_QUOTA,
          CustomerItem.LIVE_SESSIONS,
          CustomerItem.TEST_SESSIONS,
          CustomerItem.SEND_INTERVAL_MILLIS,
          CustomerItem.SEND_BURST,
          CustomerItem.SEND_STOP_ON_RESTRICTION,
          CustomerItem.LIMITS,
          CustomerItem.DELETED_SESSIONS);

  private static final int TRIES = 10;

  private final DynamoTable customers;

  public DynamoDeletionStore(DynamoDbClient tables, Names names) {
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
  }

  /** Begins a deletion, on condition that the customer exists. */
  @Override
  public Optional<Deletion> begin(CustomerId customer, Instant now) {
    Map<String, AttributeValue> key = customers.key(customer.value());
    Write write =
        new Write()
            .ifPresent(CustomerItem.CUSTOMER_ID)
            .setIfAbsent(CustomerItem.DELETED_AT, Item.ofInstant(now));
    for (int tries = 1; true; tries++) {
      try {
        return of(customers.changed(key, write));
      } catch (ConditionalCheckFailedException e) {
        return Optional.empty();
      } catch (TransactionConflictException e) {
        if (tries == TRIES) {
          throw e; // the customer's sessions begin and end at the same time
        }
      }
    }
  }

  /** The state of a deletion; empty for a customer who is not deleted. */
  static Optional<Deletion> of(Item item) {
    return item.instant(CustomerItem.DELETED_AT)
        .map(askedAt ->
            new Deletion(
                askedAt,
                item.has(CustomerItem.DELETED)
                    ? Optional.of(item.counts(CustomerItem.DELETED))
                    : Optional.empty(),
                item.texts(CustomerItem.DELETED_SESSIONS).stream()
                    .map(SessionId::new)
                    .collect(Collectors.toSet()),
                item.instant(CustomerItem.DELETION_DONE_AT)));
  }

  @Override
  public boolean counted(CustomerId customer, Map<String, Long> found) {
    Map<String, AttributeValue> counts = new HashMap<>();
    found.forEach((kind, count) -> counts.put(kind, Item.ofNumber(count)));
    return write(
        customer, new Write().setIfAbsent(CustomerItem.DELETED, AttributeValue.fromM(counts)));
  }

  /** Adds to the sessions waited for. */
  @Override
  public boolean waitFor(CustomerId customer, Set<SessionId> sessions) {
    List<String> ids = sessions.stream().map(SessionId::value).toList();
    return write(customer, new Write().addTexts(CustomerItem.DELETED_SESSIONS, Item.ofTexts(ids)));
  }

  @Override
  public boolean finish(CustomerId customer, Instant now) {
    Write write =
        new Write()
            .ifAbsent(CustomerItem.DELETION_DONE_AT)
            .set(CustomerItem.DELETION_DONE_AT, Item.ofInstant(now));
    FORGOTTEN.forEach(write::remove);
    return write(customer, write);
  }

  private boolean write(CustomerId customer, Write write) {
    try {
      return customers.tryUpdate(
          customers.key(customer.value()), write.ifPresent(CustomerItem.DELETED_AT));
    } catch (TransactionConflictException e) {
      return false; // a session of the customer is ending
    }
  }
}
