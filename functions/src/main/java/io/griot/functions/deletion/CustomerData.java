package io.griot.functions.deletion;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;

/** One kind of data that customers have and that is deleted with them. */
public interface CustomerData {
  /** The number of items; empty where counting would remove them. */
  OptionalLong count(CustomerId customer);

  /**
   * Removes all items. May be repeated.
   *
   * @param sessions the customer's sessions when the deletion began
   * @return false when there was more than can be done until the deadline
   */
  boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline);
}
