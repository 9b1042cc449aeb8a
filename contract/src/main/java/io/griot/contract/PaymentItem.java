package io.griot.contract;

/**
 * Attributes of {@link Table#PAYMENTS}: payments that are not in the ledger yet: payment pages
 * opened for a customer, and payments that wait for the operator. A payment counts as paid only
 * when it is in {@link Table#LEDGER}.
 */
public final class PaymentItem {
  /** S. {@code provider#reference}, as {@link LedgerItem#ENTRY}. */
  public static final String PAYMENT = "payment";

  /** S. {@code OPEN}, {@code PARKED}, {@code FAILED}, {@code CREDITED} or {@code DISMISSED}. */
  public static final String STATUS = "status";

  /** S. {@link CustomerId} for whom the page was opened; absent when unknown. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link PlanItem#PLAN_ID} when the page was opened. */
  public static final String PLAN_ID = "planId";

  /** N. The number of periods to be paid. */
  public static final String PERIODS = "periods";

  /** N, in the currency's minor unit. The amount to be paid. */
  public static final String AMOUNT = "amount";

  /** S. ISO 4217. */
  public static final String CURRENCY = "currency";

  /**
   * N, in the currency's minor unit. The amount that the provider reports as paid; absent until it
   * does.
   */
  public static final String PAID_AMOUNT = "paidAmount";

  /** S. ISO 4217. */
  public static final String PAID_CURRENCY = "paidCurrency";

  /** S. {@code yes} while it waits for the operator; absent otherwise. */
  public static final String PARKED = "parked";

  /** S. The time since which it waits: ISO 8601 in UTC, with milliseconds. */
  public static final String PARKED_AT = "parkedAt";

  /** S. The reason why it waits. */
  public static final String REASON = "reason";

  /** S. The payment's state in the provider's own word; absent when unknown. */
  public static final String PROVIDER_STATE = "providerState";

  /** S. The operator's note. */
  public static final String NOTE = "note";

  /** N, unix ms. */
  public static final String CREATED_AT = "createdAt";

  /**
   * N, unix seconds; absent for payments that wait for the operator or were decided by the
   * operator.
   */
  public static final String EXPIRES_AT = "expiresAt";

  private PaymentItem() {}
}
