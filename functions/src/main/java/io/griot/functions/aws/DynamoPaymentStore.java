package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.PaymentItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Write;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.Payment;
import io.griot.functions.billing.PaymentStore;
import io.griot.functions.customers.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Payments in progress, in DynamoDB. Thread-safe. */
public final class DynamoPaymentStore implements PaymentStore {
  /** The time for which an opened payment page is remembered: longer than it can be paid on. */
  private static final Duration OPEN_KEPT = Duration.ofDays(90);

  /** The number of tries while a transaction writes the same item. */
  private static final int TRIES = 20;

  private static final String YES = "yes";

  private final DynamoTable payments;

  public DynamoPaymentStore(DynamoDbClient tables, Names names) {
    this.payments = new DynamoTable(tables, names, Table.PAYMENTS);
  }

  @Override
  public Optional<Payment> find(EntryId id) {
    return payments.get(key(id)).map(DynamoPaymentStore::payment);
  }

  /** Stores an opened page, on condition that the item does not exist. */
  @Override
  public void open(EntryId id, Payment.Order order, Instant now) {
    boolean _ =
        write(
            id,
            new Write()
                .ifIs(PaymentItem.PAYMENT, Optional.empty())
                .set(PaymentItem.STATUS, Item.ofText(Payment.Status.OPEN.name()))
                .set(PaymentItem.CUSTOMER_ID, Item.ofText(order.customer().value()))
                .set(PaymentItem.PLAN_ID, Item.ofText(order.planId()))
                .set(PaymentItem.PERIODS, Item.ofNumber(order.periods()))
                .set(PaymentItem.AMOUNT, Item.ofNumber(order.amount().minor()))
                .set(PaymentItem.CURRENCY, Item.ofText(order.amount().currency()))
                .set(PaymentItem.CREATED_AT, Item.ofInstant(now))
                .set(PaymentItem.EXPIRES_AT, Item.ofNumber(now.plus(OPEN_KEPT).getEpochSecond())));
  }

  /**
   * Lets a payment wait for the operator, on condition that it is neither credited nor dismissed.
   * One that was dismissed before the provider reported a payment waits again after that report.
   */
  @Override
  public boolean park(
      EntryId id,
      Payment.Reason reason,
      Optional<Money> paid,
      Optional<String> state,
      Instant now) {
    Write write =
        undecided(new Write(), paid.isPresent())
            .set(PaymentItem.STATUS, Item.ofText(Payment.Status.PARKED.name()))
            .set(PaymentItem.PARKED, Item.ofText(YES))
            .setIfAbsent(PaymentItem.PARKED_AT, Item.ofText(LedgerItems.time(now)))
            .set(PaymentItem.REASON, Item.ofText(reason.name()))
            .put(PaymentItem.PROVIDER_STATE, state.map(Item::ofText))
            .setIfAbsent(PaymentItem.CREATED_AT, Item.ofInstant(now))
            .remove(PaymentItem.EXPIRES_AT);
    paid.ifPresent(amount ->
        write
            .set(PaymentItem.PAID_AMOUNT, Item.ofNumber(amount.minor()))
            .set(PaymentItem.PAID_CURRENCY, Item.ofText(amount.currency())));
    return write(id, write);
  }

  /** Marks a payment as failed, on the conditions of {@link #park} and that it exists. */
  @Override
  public void fail(EntryId id, Instant now) {
    Write write =
        undecided(new Write(), false)
            .ifPresent(PaymentItem.PAYMENT)
            .set(PaymentItem.STATUS, Item.ofText(Payment.Status.FAILED.name()))
            .remove(PaymentItem.PARKED)
            .remove(PaymentItem.PARKED_AT)
            .remove(PaymentItem.REASON)
            .remove(PaymentItem.PROVIDER_STATE)
            .set(PaymentItem.EXPIRES_AT, Item.ofNumber(now.plus(OPEN_KEPT).getEpochSecond()));
    boolean _ = write(id, write);
  }

  /** Dismisses a payment, on condition that it waits. */
  @Override
  public boolean dismiss(EntryId id, String note) {
    return write(
        id,
        new Write()
            .ifIs(PaymentItem.STATUS, Optional.of(Item.ofText(Payment.Status.PARKED.name())))
            .set(PaymentItem.STATUS, Item.ofText(Payment.Status.DISMISSED.name()))
            .set(PaymentItem.NOTE, Item.ofText(note))
            .remove(PaymentItem.PARKED)
            .remove(PaymentItem.PARKED_AT));
  }

  @Override
  public List<Payment> parked() {
    return payments.indexed(Query.of(PaymentItem.PARKED, YES).in(Table.PARKED_INDEX)).stream()
        .flatMap(item -> item.readable(PaymentItem.PAYMENT, DynamoPaymentStore::payment).stream())
        .filter(payment -> payment.status() == Payment.Status.PARKED)
        .toList();
  }

  @Override
  public List<Payment> of(CustomerId customer) {
    return payments
        .scan()
        .filter(item ->
            item.optionalText(PaymentItem.CUSTOMER_ID).equals(Optional.of(customer.value())))
        .flatMap(item -> item.readable(PaymentItem.PAYMENT, DynamoPaymentStore::payment).stream())
        .toList();
  }

  private static Write undecided(Write write, boolean isPaid) {
    String status = write.name(PaymentItem.STATUS);
    String credited = write.value(Item.ofText(Payment.Status.CREDITED.name()));
    String dismissed = write.value(Item.ofText(Payment.Status.DISMISSED.name()));
    String undecided =
        "attribute_not_exists(%s) OR NOT %s IN (%s, %s)"
            .formatted(status, status, credited, dismissed);
    return write.ifTrue(
        isPaid
            ? "%s OR (%s = %s AND attribute_not_exists(%s))"
                .formatted(undecided, status, dismissed, write.name(PaymentItem.PAID_AMOUNT))
            : undecided);
  }

  /**
   * Writes an item; false when a condition fails. A conflict with a transaction that credits the
   * payment decides nothing, because it may still be cancelled.
   */
  private boolean write(EntryId id, Write write) {
    for (int tries = 1; ; tries++) {
      try {
        return payments.tryUpdate(key(id), write);
      } catch (TransactionConflictException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private Map<String, AttributeValue> key(EntryId id) {
    return payments.key(id.toString());
  }

  private static Payment payment(Item item) {
    return new Payment(
        EntryId.read(item.text(PaymentItem.PAYMENT)).orElseThrow(),
        item.requiredWord("a payment", Payment.Status.values(), PaymentItem.STATUS),
        order(item),
        money(item, PaymentItem.PAID_AMOUNT, PaymentItem.PAID_CURRENCY),
        item.word(Payment.Reason.values(), PaymentItem.REASON),
        item.optionalText(PaymentItem.PROVIDER_STATE),
        item.optionalText(PaymentItem.PARKED_AT).map(Instant::parse),
        item.optionalText(PaymentItem.NOTE).orElse(""));
  }

  private static Optional<Payment.Order> order(Item item) {
    return item.optionalText(PaymentItem.CUSTOMER_ID)
        .map(customer ->
            new Payment.Order(
                new CustomerId(customer),
                item.text(PaymentItem.PLAN_ID),
                Math.toIntExact(item.count(PaymentItem.PERIODS)),
                money(item, PaymentItem.AMOUNT, PaymentItem.CURRENCY).orElseThrow()));
  }

  private static Optional<Money> money(Item item, String amount, String currency) {
    return item.optionalText(currency).map(code -> new Money(item.count(amount), code));
  }
}
