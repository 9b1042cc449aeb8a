package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Renewal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An entry of the ledger; see {@link io.griot.contract.LedgerItem}.
 *
 * @param at in whole milliseconds
 * @param amount negative for a refund
 * @param periods the number of periods paid; negative for a refund; 0: the subscription did not
 *     change
 * @param paid its effect on the subscription; empty when that did not change
 * @param refundOf the entry that this refunds
 * @param by {@link #BY_PROVIDER}, or the id of an admin key
 */
public record LedgerEntry(
    EntryId id,
    CustomerId customer,
    Instant at,
    Money amount,
    String planId,
    int periods,
    Optional<Renewal> paid,
    Optional<EntryId> refundOf,
    String note,
    String by) {
  /** The value of {@code by} for payments that a provider confirmed. */
  public static final String BY_PROVIDER = "provider";

  public LedgerEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The word for the entry's kind in answers. */
  public String kind() {
    return refundOf.isPresent() ? "REFUND" : "PAYMENT";
  }
}
