package io.griot.contract;

/**
 * Attributes of {@link Table#PAYMENTS}: payments by a provider on their way to the ledger: pages
 * that were opened for a customer, and payments that wait for the operator. What counts as paid is
 * in {@link Table#LEDGER} alone.
 */
public final class PaymentItem {
  /** S. {@code provider#reference}, as {@link LedgerItem#ENTRY}. */
  public static final String PAYMENT = "payment";

  /** S. {@code OPEN}, {@code PARKED}, {@code FAILED}, {@code CREDITED} or {@code DISMISSED}. */
  public static final String STATUS = "status";

  /** S. {@link CustomerId} for whom the page was opened; absent when nobody knows. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link PlanItem#PLAN_ID} when the page was opened. */
  public static final String PLAN_ID = "planId";

  /** N. How many periods the page was opened for. */
  public static final String PERIODS = "periods";

  /** N, in the currency's minor unit. What the page was opened for. */
  public static final String AMOUNT = "amount";

  /** S. ISO 4217. */
  public static final String CURRENCY = "currency";

  /** N. What the provider says was paid, as {@link #AMOUNT}; absent while it does not say. */
  public static final String PAID_AMOUNT = "paidAmount";

  /** S. ISO 4217. */
  public static final String PAID_CURRENCY = "paidCurrency";

  /** S. {@code yes} while it waits for the operator; absent otherwise. */
  public static final String PARKED = "parked";

  /** S. Since when it waits: ISO 8601 in UTC, with milliseconds. */
  public static final String PARKED_AT = "parkedAt";

  /** S. Why it waits. */
  public static final String REASON = "reason";

  /** S. The state that the provider names, in its own word; absent when it is not told. */
  public static final String PROVIDER_STATE = "providerState";

  /** S. What the operator wrote down. */
  public static final String NOTE = "note";

  /** N, unix ms. */
  public static final String CREATED_AT = "createdAt";

  /** N, unix seconds; absent for those that the operator has to see or has decided on. */
  public static final String EXPIRES_AT = "expiresAt";

  private PaymentItem() {}
}
