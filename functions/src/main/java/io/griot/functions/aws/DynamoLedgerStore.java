package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.LedgerItem;
import io.griot.contract.Names;
import io.griot.contract.PaymentItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.billing.LedgerStore;
import io.griot.functions.billing.Payment;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.Renewal;
import io.griot.functions.customers.Subscription;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The ledger in DynamoDB. The SDK's retry of a request has the same token, so it makes no second
 * entry. Thread-safe.
 */
public final class DynamoLedgerStore implements LedgerStore {
  private final DynamoDbClient tables;
  private final DynamoTable ledger;
  private final DynamoTable customers;
  private final DynamoTable payments;

  public DynamoLedgerStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.ledger = new DynamoTable(tables, names, Table.LEDGER);
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
    this.payments = new DynamoTable(tables, names, Table.PAYMENTS);
  }

  @Override
  public Optional<LedgerEntry> find(EntryId id) {
    return ledger.get(ledger.key(id.toString())).map(LedgerItems::entry);
  }

  @Override
  public Optional<Subscription> subscription(CustomerId customer) {
    return customers
        .get(customers.key(customer.value()))
        .filter(item -> !SubscriptionItems.isDeleted(item))
        .map(SubscriptionItems::subscription);
  }

  @Override
  public Addition add(LedgerEntry entry, Subscription seen) {
    Transaction transaction =
        new Transaction()
            .put(
                ledger,
                ledger.key(entry.id().toString()),
                LedgerItems.written(entry).ifAbsent(LedgerItem.ENTRY));
    addSubscription(transaction, entry, seen);
    if (Payment.isByProvider(entry.id())) {
      transaction.update(payments, payments.key(entry.id().toString()), credited());
    }
    return transaction
        .write(tables)
        .map(failure -> failure.isRefused(0) ? Addition.EXISTS : Addition.CHANGED)
        .orElse(Addition.ADDED);
  }

  private void addSubscription(Transaction transaction, LedgerEntry entry, Subscription seen) {
    Map<String, AttributeValue> key = customers.key(entry.customer().value());
    Write write = new Write().ifPresent(CustomerItem.CUSTOMER_ID);
    if (entry.paid().isEmpty()) {
      transaction.check(customers, key, write);
      return;
    }
    Renewal renewal = entry.paid().get();
    write
        .ifAbsent(CustomerItem.DELETED_AT)
        .ifIs(CustomerItem.PAID_UNTIL, seen.paidUntil().map(Item::ofInstant))
        .set(CustomerItem.PAID_UNTIL, Item.ofInstant(renewal.until()))
        .set(CustomerItem.BILLING_DAY, Item.ofNumber(renewal.billingDay()))
        .setIfAbsent(CustomerItem.SUBSCRIPTION, Item.ofText(Subscription.Word.ACTIVE.name()));
    // A renewal is always announced; after a refund the subscription's state is announced only if
    // it is a warning.
    if (entry.periods() > 0) {
      write.setIfAbsent(CustomerItem.ANNOUNCED, Item.ofText(Announcement.DUE));
    } else {
      write.remove(CustomerItem.ANNOUNCED);
    }
    transaction.update(customers, key, write);
  }

  private static Write credited() {
    return new Write()
        .set(PaymentItem.STATUS, Item.ofText(Payment.Status.CREDITED.name()))
        .remove(PaymentItem.PARKED)
        .remove(PaymentItem.PARKED_AT)
        .remove(PaymentItem.REASON)
        .remove(PaymentItem.PROVIDER_STATE);
  }

  @Override
  public List<LedgerEntry> of(CustomerId customer) {
    return entries(
        ledger.indexed(
            Query.of(LedgerItem.CUSTOMER_ID, customer.value()).in(Table.CUSTOMER_INDEX)));
  }

  /** The entries of a period, month by month, as the index is partitioned. */
  @Override
  public List<LedgerEntry> between(Instant from, Instant until) {
    List<LedgerEntry> entries = new ArrayList<>();
    YearMonth last = YearMonth.parse(LedgerItems.month(until));
    for (YearMonth month = YearMonth.parse(LedgerItems.month(from));
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      entries.addAll(
          entries(
              ledger.indexed(Query.of(LedgerItem.MONTH, month.toString()).in(Table.MONTH_INDEX))));
    }
    entries.removeIf(entry -> entry.at().isBefore(from) || !entry.at().isBefore(until));
    return entries;
  }

  private static List<LedgerEntry> entries(List<Item> items) {
    return items.stream()
        .flatMap(item -> item.readable(LedgerItem.ENTRY, LedgerItems::entry).stream())
        .toList();
  }
}
