package io.griot.contract;

/**
 * Attributes of {@link Table#LEDGER}: money that came and went. An entry is written once and never
 * changed or deleted. It is written in one transaction with what it does to the customer's item.
 */
public final class LedgerItem {
  /** S. {@code provider#reference}: so one payment has one entry, however often it is told. */
  public static final String ENTRY = "entry";

  /** S. {@code PAYMENT} or {@code REFUND}. */
  public static final String KIND = "kind";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. When it was credited: ISO 8601 in UTC, with milliseconds. Sorts by time. */
  public static final String AT = "at";

  /** S. The month of {@link #AT}, as {@code 2026-10}. */
  public static final String MONTH = "month";

  /** N, a whole number of the currency's minor unit; below 0 for a refund. */
  public static final String AMOUNT = "amount";

  /** S. ISO 4217. */
  public static final String CURRENCY = "currency";

  /** S. {@link PlanItem#PLAN_ID}. */
  public static final String PLAN_ID = "planId";

  /** N. How many periods of the plan were paid; below 0: taken back. */
  public static final String PERIODS = "periods";

  /** N, unix ms. Where the paid time begins; absent when the entry changed no subscription. */
  public static final String PAID_FROM = "paidFrom";

  /** N, unix ms. Where the paid time ends since, as {@link #PAID_FROM}. */
  public static final String PAID_UNTIL = "paidUntil";

  /** N, 1 to 31. {@link CustomerItem#BILLING_DAY} since then, as {@link #PAID_FROM}. */
  public static final String BILLING_DAY = "billingDay";

  /** S. The entry that a refund pays back. */
  public static final String REFUND_OF = "refundOf";

  /** S. What the operator wrote down. */
  public static final String NOTE = "note";

  /** S. Who had it credited: {@code provider}, or the id of an admin key. */
  public static final String BY = "by";

  private LedgerItem() {}
}
