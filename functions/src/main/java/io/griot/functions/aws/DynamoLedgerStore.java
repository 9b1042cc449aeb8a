package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.LedgerItem;
import io.griot.contract.Names;
import io.griot.contract.PaymentItem;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
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
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The ledger in DynamoDB. A request that the SDK repeats has the same token, so it is no second
 * entry. Thread-safe.
 */
public final class DynamoLedgerStore implements LedgerStore {
  private static final String FAILED = "ConditionalCheckFailed";

  private final DynamoDbClient tables;
  private final Names names;
  private final String ledger;
  private final IndexReads reads;

  public DynamoLedgerStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.names = names;
    this.ledger = names.table(Table.LEDGER);
    this.reads = new IndexReads(tables, ledger, Table.LEDGER);
  }

  @Override
  public Optional<LedgerEntry> find(EntryId id) {
    return get(Table.LEDGER, id.toString()).map(LedgerItems::entry);
  }

  @Override
  public Optional<Subscription> subscription(CustomerId customer) {
    return get(Table.CUSTOMERS, customer.value()).map(SubscriptionItems::subscription);
  }

  private Optional<Item> get(Table table, String key) {
    GetItemResponse answer =
        tables.getItem(get ->
            get.tableName(names.table(table))
                .key(Map.of(table.partitionKey(), Item.ofText(key)))
                .consistentRead(true));
    return answer.hasItem() ? Optional.of(new Item(answer.item())) : Optional.empty();
  }

  @Override
  public Addition add(LedgerEntry entry, Subscription seen) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().put(newEntry(entry)).build());
    writes.add(subscription(entry, seen));
    if (Payment.isByProvider(entry.id())) {
      writes.add(credited(entry.id()));
    }
    try {
      tables.transactWriteItems(transaction -> transaction.transactItems(writes));
      return Addition.ADDED;
    } catch (TransactionCanceledException e) {
      CancellationReason ofEntry = e.cancellationReasons().getFirst();
      return FAILED.equals(ofEntry.code()) ? Addition.EXISTS : Addition.CHANGED;
    }
  }

  private Put newEntry(LedgerEntry entry) {
    return Put.builder()
        .tableName(ledger)
        .item(LedgerItems.item(entry))
        .conditionExpression("attribute_not_exists(#entry)")
        .expressionAttributeNames(Map.of("#entry", LedgerItem.ENTRY))
        .build();
  }

  private TransactWriteItem subscription(LedgerEntry entry, Subscription seen) {
    String table = names.table(Table.CUSTOMERS);
    Map<String, AttributeValue> key =
        Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(entry.customer().value()));
    Write write = new Write().ifPresent(CustomerItem.CUSTOMER_ID);
    if (entry.paid().isEmpty()) {
      return TransactWriteItem.builder().conditionCheck(write.transactCheck(table, key)).build();
    }
    Renewal renewal = entry.paid().get();
    write
        .ifIs(CustomerItem.PAID_UNTIL, seen.paidUntil().map(Item::ofInstant))
        .set(CustomerItem.PAID_UNTIL, Item.ofInstant(renewal.until()))
        .set(CustomerItem.BILLING_DAY, Item.ofNumber(renewal.billingDay()))
        .setIfAbsent(CustomerItem.SUBSCRIPTION, Item.ofText(Subscription.Word.ACTIVE.name()));
    // A renewal has to be told, and what a refund leaves only when it is no more all well.
    if (entry.periods() > 0) {
      write.setIfAbsent(CustomerItem.ANNOUNCED, Item.ofText(Announcement.DUE));
    } else {
      write.remove(CustomerItem.ANNOUNCED);
    }
    return TransactWriteItem.builder().update(write.transactUpdate(table, key)).build();
  }

  private TransactWriteItem credited(EntryId id) {
    return TransactWriteItem.builder()
        .update(
            new Write()
                .set(PaymentItem.STATUS, Item.ofText(Payment.Status.CREDITED.name()))
                .remove(PaymentItem.PARKED)
                .remove(PaymentItem.PARKED_AT)
                .remove(PaymentItem.REASON)
                .transactUpdate(
                    names.table(Table.PAYMENTS),
                    Map.of(PaymentItem.PAYMENT, Item.ofText(id.toString()))))
        .build();
  }

  @Override
  public List<LedgerEntry> of(CustomerId customer) {
    return entries(reads.all(Table.CUSTOMER_INDEX, customer.value()));
  }

  /** Month by month, as the index has them. */
  @Override
  public List<LedgerEntry> between(Instant from, Instant until) {
    List<LedgerEntry> entries = new ArrayList<>();
    YearMonth last = YearMonth.parse(LedgerItems.month(until));
    for (YearMonth month = YearMonth.parse(LedgerItems.month(from));
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      entries.addAll(entries(reads.all(Table.MONTH_INDEX, month.toString())));
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
