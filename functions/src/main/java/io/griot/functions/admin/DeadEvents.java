package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import java.time.Instant;

/** The events of all customers that were given up. */
public interface DeadEvents {
  /**
   * Puts one customer's events back on the queue. An event that is sent twice, because this was
   * interrupted, has the same id both times.
   *
   * @param deadline when to stop looking
   */
  Replay replay(CustomerId customer, Instant deadline);

  /**
   * The result of a replay.
   *
   * @param complete whether all events were looked through
   */
  record Replay(int replayed, boolean complete) {}
}
