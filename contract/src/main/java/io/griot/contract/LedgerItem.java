package io.griot.contract;

/**
 * Attributes of {@link Table#LEDGER}: payments and refunds. An entry is written once, in one
 * transaction with the change of the customer's item, and never changed or deleted.
 */
public final class LedgerItem {
  /** S. {@code provider#reference}, so that a payment that is reported twice has one entry. */
  public static final String ENTRY = "entry";

  /** S. {@code PAYMENT} or {@code REFUND}. */
  public static final String KIND = "kind";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. The time of the credit: ISO 8601 in UTC, with milliseconds. Sorts by time. */
  public static final String AT = "at";

  /** S. The month of {@link #AT}, as {@code 2026-10}. */
  public static final String MONTH = "month";

  /** N, a whole number of the currency's minor unit; negative for a refund. */
  public static final String AMOUNT = "amount";

  /** S. ISO 4217. */
  public static final String CURRENCY = "currency";

  /** S. {@link PlanItem#PLAN_ID}. */
  public static final String PLAN_ID = "planId";

  /** N. The number of periods of the plan that were paid; negative for a refund. */
  public static final String PERIODS = "periods";

  /** N, unix ms. The beginning of the paid time; absent when the entry changed no subscription. */
  public static final String PAID_FROM = "paidFrom";

  /** N, unix ms. The end of the paid time after the entry; absent as {@link #PAID_FROM}. */
  public static final String PAID_UNTIL = "paidUntil";

  /** N, 1 to 31. {@link CustomerItem#BILLING_DAY} after the entry; absent as {@link #PAID_FROM}. */
  public static final String BILLING_DAY = "billingDay";

  /** S. The entry that this refund pays back. */
  public static final String REFUND_OF = "refundOf";

  /** S. The operator's note. */
  public static final String NOTE = "note";

  /** S. {@code provider}, or the id of the admin key that made the credit. */
  public static final String BY = "by";

  private LedgerItem() {}
}
