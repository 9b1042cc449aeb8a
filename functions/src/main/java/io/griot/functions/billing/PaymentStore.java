package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores payments that are not in the ledger yet. */
public interface PaymentStore {
  /** Finds a payment, with a consistent read. */
  Optional<Payment> find(EntryId id);

  /** Stores an opened page. Does nothing when the payment is known already. */
  void open(EntryId id, Payment.Order order, Instant now);

  /**
   * Parks a payment for the operator's decision, whether it was known or not. A payment that is
   * parked already keeps its time.
   *
   * @param paid the amount that the provider says was paid
   * @param state the state that the provider answers instead
   * @return false when it was credited, or dismissed when the amount was known
   */
  boolean park(
      EntryId id, Payment.Reason reason, Optional<Money> paid, Optional<String> state, Instant now);

  /** Marks a payment as failed. Does nothing when it was credited or dismissed, or is not known. */
  void fail(EntryId id, Instant now);

  /**
   * Dismisses a parked payment without crediting it.
   *
   * @return false when it is not parked
   */
  boolean dismiss(EntryId id, String note);

  /** All stored payments of a customer. Scans the table. */
  List<Payment> of(CustomerId customer);

  /** The parked payments, the longest waiting first. May lack those of the last second. */
  List<Payment> parked();
}
