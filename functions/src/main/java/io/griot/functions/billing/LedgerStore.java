package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ledger: entries are added and read, and nothing else. */
public interface LedgerStore {
  /** The result of adding an entry. */
  enum Addition {
    ADDED,
    /** There is an entry of this id: nothing was written. */
    EXISTS,
    /** The subscription is not as seen (any more), or is being written: nothing was written. */
    CHANGED
  }

  /** As of now. */
  Optional<LedgerEntry> find(EntryId id);

  /** The subscription as of now; empty when there is no such customer, or not any more. */
  Optional<Subscription> subscription(CustomerId customer);

  /**
   * Adds an entry and makes the subscription what it says, in one transaction: both or none. On
   * condition that there is no entry of this id, and that the customer is there and their
   * subscription as it was seen. A payment that was parked waits no more.
   */
  Addition add(LedgerEntry entry, Subscription seen);

  /** A customer's entries, the oldest first. May lack those of the last second. */
  List<LedgerEntry> of(CustomerId customer);

  /** All entries of a time, the oldest first, as {@link #of}. */
  List<LedgerEntry> between(Instant from, Instant until);
}
