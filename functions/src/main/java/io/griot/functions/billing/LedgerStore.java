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
    /** There is an entry with this id; nothing was written. */
    EXISTS,
    /**
     * The subscription differs from the one that was read, or is being written; nothing was
     * written.
     */
    CHANGED
  }

  /** Finds an entry, with a consistent read. */
  Optional<LedgerEntry> find(EntryId id);

  /**
   * The subscription, with a consistent read; empty when there is no such customer, or they were
   * deleted.
   */
  Optional<Subscription> subscription(CustomerId customer);

  /**
   * Adds an entry and updates the subscription in one transaction, on condition that there is no
   * entry with this id, and that the customer exists with the subscription that was read. A parked
   * payment with this id stops waiting.
   */
  Addition add(LedgerEntry entry, Subscription seen);

  /** A customer's entries, the oldest first. May lack those of the last second. */
  List<LedgerEntry> of(CustomerId customer);

  /** All entries of a range of time, the oldest first. May lack those of the last second. */
  List<LedgerEntry> between(Instant from, Instant until);
}
