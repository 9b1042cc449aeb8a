package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import java.time.Instant;

/** Events that were given up, of all customers. */
public interface DeadEvents {
  /**
   * Puts those of one customer back on their way. One that is told twice because this is broken off
   * in between has the same id both times.
   *
   * @param deadline when to stop looking
   */
  Replay replay(CustomerId customer, Instant deadline);

  /**
   * The result of a replay.
   *
   * @param complete whether all were looked through
   */
  record Replay(int replayed, boolean complete) {}
}
