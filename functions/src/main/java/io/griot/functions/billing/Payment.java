package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment by a provider on its way to the ledger; see {@link io.griot.contract.PaymentItem}.
 *
 * @param order what the page was opened for; empty when nobody opened one here
 * @param paid what the provider says was paid; empty while it does not say
 * @param reason why it waits for the operator; empty when it does not
 * @param state that the provider names while it does not confirm it, in its own word
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
    /** It waits for the operator. */
    PARKED,
    /** The provider says that it will not be paid. */
    FAILED,
    /** It is in the ledger. */
    CREDITED,
    /** The operator decided that it is not credited. */
    DISMISSED
  }

  /** Why a payment waits for the operator. */
  public enum Reason {
    /** The provider told of it, and does not confirm it when asked. */
    UNCONFIRMED,
    /** Nobody here opened a page for it, or its customer is gone. */
    UNKNOWN_CUSTOMER,
    WRONG_AMOUNT,
    WRONG_CURRENCY
  }

  /** The order that a page was opened for. */
  public record Order(CustomerId customer, String planId, int periods, Money amount) {}

  /** Whether a payment of this id came by a provider, and not by the operator's hand. */
  public static boolean isByProvider(EntryId id) {
    return !id.provider().equals(EntryId.MANUAL) && !id.provider().equals(EntryId.REFUND);
  }
}
