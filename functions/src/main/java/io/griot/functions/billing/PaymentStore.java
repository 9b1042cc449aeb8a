package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Payments on their way to the ledger. */
public interface PaymentStore {
  /** As of now. */
  Optional<Payment> find(EntryId id);

  /** Stores that a page was opened. Nothing happens when the payment is known already. */
  void open(EntryId id, Payment.Order order, Instant now);

  /**
   * Has a payment wait for the operator, whether it was known or not. Since when it waits stays
   * when it waits already.
   *
   * @param paid what the provider says was paid
   * @param state that the provider names instead
   * @return false when it was credited, or dismissed knowing what was paid
   */
  boolean park(
      EntryId id, Payment.Reason reason, Optional<Money> paid, Optional<String> state, Instant now);

  /** Notes that it will not be paid; nothing when it was credited, dismissed or is not known. */
  void fail(EntryId id, Instant now);

  /**
   * Takes a payment from those that wait, without crediting it.
   *
   * @return false when it does not wait
   */
  boolean dismiss(EntryId id, String note);

  /** All that a customer's pages were opened for and that are remembered. By a scan. */
  List<Payment> of(CustomerId customer);

  /** Those that wait, the longest waiting first. May lack those of the last second. */
  List<Payment> parked();
}
