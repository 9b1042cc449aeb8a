package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;

/** Removes what a terminated session leaves when its host dies before it has cleared up. */
public interface SessionResources {
  /**
   * Ends the commands in the session's queue, for nobody else will, and removes queue and
   * checkpoints. May be repeated.
   *
   * @return false when there was more than can be done until the deadline
   */
  boolean remove(Generation session, Instant deadline);
}
