package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.LedgerItem;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Renewal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Converts entries of the ledger from and to items. */
final class LedgerItems {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private LedgerItems() {}

  /** A time as text that sorts by time. */
  static String time(Instant at) {
    return MILLIS.format(at);
  }

  /** The month of a time, as {@link LedgerItem#MONTH}. */
  static String month(Instant at) {
    return MONTH.format(at);
  }

  /** The item of an entry without its key. */
  static Write written(LedgerEntry entry) {
    return new Write()
        .set(LedgerItem.KIND, Item.ofText(entry.kind()))
        .set(LedgerItem.CUSTOMER_ID, Item.ofText(entry.customer().value()))
        .set(LedgerItem.AT, Item.ofText(time(entry.at())))
        .set(LedgerItem.MONTH, Item.ofText(month(entry.at())))
        .set(LedgerItem.AMOUNT, Item.ofNumber(entry.amount().minor()))
        .set(LedgerItem.CURRENCY, Item.ofText(entry.amount().currency()))
        .set(LedgerItem.PLAN_ID, Item.ofText(entry.planId()))
        .set(LedgerItem.PERIODS, Item.ofNumber(entry.periods()))
        .put(LedgerItem.PAID_FROM, entry.paid().map(paid -> Item.ofInstant(paid.from())))
        .put(LedgerItem.PAID_UNTIL, entry.paid().map(paid -> Item.ofInstant(paid.until())))
        .put(LedgerItem.BILLING_DAY, entry.paid().map(paid -> Item.ofNumber(paid.billingDay())))
        .put(LedgerItem.REFUND_OF, entry.refundOf().map(id -> Item.ofText(id.toString())))
        .set(LedgerItem.NOTE, Item.ofText(entry.note()))
        .set(LedgerItem.BY, Item.ofText(entry.by()));
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
