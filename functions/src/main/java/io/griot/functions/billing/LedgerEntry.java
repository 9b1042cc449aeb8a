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
 * @param amount below 0 for a refund
 * @param periods how many were paid; below 0: taken back; 0: the subscription did not change
 * @param paid what it did to the subscription; empty when that did not change
 * @param refundOf the entry that a refund pays back
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
  /** A provider had it credited. */
  public static final String BY_PROVIDER = "provider";

  public LedgerEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The word for its kind. */
  public String kind() {
    return refundOf.isPresent() ? "REFUND" : "PAYMENT";
  }
}
