package io.griot.functions.deletion;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;

/** One kind of what customers have, and that goes with them. */
public interface CustomerData {
  /** How many there are; empty where nobody can tell without taking them. */
  OptionalLong count(CustomerId customer);

  /**
   * Removes all of them. May be repeated.
   *
   * @param sessions those that the customer had when the deletion began
   * @return false when there was more than can be done until the deadline
   */
  boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline);
}
