package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment by a provider on its way to the ledger; see {@link io.griot.contract.PaymentItem}.
 *
 * @param order the order of the page; empty when no page was opened here
 * @param paid the amount that the provider says was paid; empty while unknown
 * @param reason why it waits for the operator; empty when it does not
 * @param state the provider's own word for the state of a payment that it does not confirm
 */
public record Payment(
    EntryId id,
    Status status,
    Optional<Order> order,
    Optional<Money> paid,
    Optional<Reason> reason,
    Optional<String> state,
    Optional<Instant> parkedAt,
    String note) {
  public enum Status {
    /** A page was opened. */
    OPEN,
    /** The payment waits for the operator's decision. */
    PARKED,
    /** The provider says that it will not be paid. */
    FAILED,
    /** The payment is in the ledger. */
    CREDITED,
    /** The operator decided not to credit it. */
    DISMISSED
  }

  /** The reason why a payment waits for the operator. */
  public enum Reason {
    /** The provider sent a notification, but does not confirm the payment on request. */
    UNCONFIRMED,
    /** No page was opened for it here, or its customer was deleted. */
    UNKNOWN_CUSTOMER,
    WRONG_AMOUNT,
    WRONG_CURRENCY
  }

  /** The order for which a page was opened. */
  public record Order(CustomerId customer, String planId, int periods, Money amount) {}

  /** Whether a payment with this id was made through a provider, not entered by the operator. */
  public static boolean isByProvider(EntryId id) {
    return !id.provider().equals(EntryId.MANUAL) && !id.provider().equals(EntryId.REFUND);
  }
}
