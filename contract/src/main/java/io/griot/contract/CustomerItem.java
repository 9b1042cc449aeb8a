package io.griot.contract;

/** Attributes of {@link Table#CUSTOMERS}: who pays, and whether they did. */
public final class CustomerItem {
  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@code ACTIVE} or {@code SUSPENDED}. */
  public static final String SUBSCRIPTION = "subscription";

  /** N, unix ms; absent when the subscription has no end. After it, as good as suspended. */
  public static final String PAID_UNTIL = "paidUntil";

  private CustomerItem() {}
}
