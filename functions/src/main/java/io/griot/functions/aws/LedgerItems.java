package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.LedgerItem;
import io.griot.dynamo.Item;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Renewal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Entries of the ledger as items. */
final class LedgerItems {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private LedgerItems() {}

  /** A time as texts that sort by it. */
  static String time(Instant at) {
    return MILLIS.format(at);
  }

  /** The month of a time, as {@link LedgerItem#MONTH}. */
  static String month(Instant at) {
    return MONTH.format(at);
  }

  static Map<String, AttributeValue> item(LedgerEntry entry) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(LedgerItem.ENTRY, Item.ofText(entry.id().toString()));
    item.put(LedgerItem.KIND, Item.ofText(entry.kind()));
    item.put(LedgerItem.CUSTOMER_ID, Item.ofText(entry.customer().value()));
    item.put(LedgerItem.AT, Item.ofText(time(entry.at())));
    item.put(LedgerItem.MONTH, Item.ofText(month(entry.at())));
    item.put(LedgerItem.AMOUNT, Item.ofNumber(entry.amount().minor()));
    item.put(LedgerItem.CURRENCY, Item.ofText(entry.amount().currency()));
    item.put(LedgerItem.PLAN_ID, Item.ofText(entry.planId()));
    item.put(LedgerItem.PERIODS, Item.ofNumber(entry.periods()));
    entry
        .paid()
        .ifPresent(renewal -> {
          item.put(LedgerItem.PAID_FROM, Item.ofInstant(renewal.from()));
          item.put(LedgerItem.PAID_UNTIL, Item.ofInstant(renewal.until()));
          item.put(LedgerItem.BILLING_DAY, Item.ofNumber(renewal.billingDay()));
        });
    entry.refundOf().ifPresent(id -> item.put(LedgerItem.REFUND_OF, Item.ofText(id.toString())));
    item.put(LedgerItem.NOTE, Item.ofText(entry.note()));
    item.put(LedgerItem.BY, Item.ofText(entry.by()));
    return item;
  }

  static LedgerEntry entry(Item item) {
    return new LedgerEntry(
        EntryId.read(item.text(LedgerItem.ENTRY)).orElseThrow(),
        new CustomerId(item.text(LedgerItem.CUSTOMER_ID)),
        Instant.parse(item.text(LedgerItem.AT)),
        new Money(item.count(LedgerItem.AMOUNT), item.text(LedgerItem.CURRENCY)),
        item.text(LedgerItem.PLAN_ID),
        Math.toIntExact(item.count(LedgerItem.PERIODS)),
        paid(item),
        item.optionalText(LedgerItem.REFUND_OF).flatMap(EntryId::read),
        item.optionalText(LedgerItem.NOTE).orElse(""),
        item.optionalText(LedgerItem.BY).orElse(""));
  }

  private static Optional<Renewal> paid(Item item) {
    return item.instant(LedgerItem.PAID_UNTIL)
        .map(until ->
            new Renewal(
                item.requiredInstant(LedgerItem.PAID_FROM),
                until,
                Math.toIntExact(item.count(LedgerItem.BILLING_DAY))));
  }
}
