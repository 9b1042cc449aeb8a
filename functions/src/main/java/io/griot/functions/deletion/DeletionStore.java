package io.griot.functions.deletion;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores the progress of customers' deletions. Methods return false when they stored nothing
 * because others write the customer's item at that moment; the next round repeats them.
 */
public interface DeletionStore {
  /**
   * Begins to delete a customer. From then on the customer is neither served nor changed.
   *
   * @return the progress; empty when there is no such customer
   */
  Optional<Deletion> begin(CustomerId customer, Instant now);

  /** Stores the counts, unless some are stored: the first ones stay. */
  boolean counted(CustomerId customer, Map<String, Long> found);

  /**
   * Stores sessions of which something may be left.
   *
   * @param sessions at least one
   */
  boolean waitFor(CustomerId customer, Set<SessionId> sessions);

  /** Stores that the deletion is complete, and removes the customer's personal data. */
  boolean finish(CustomerId customer, Instant now);
}
