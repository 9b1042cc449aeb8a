package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;

/**
 * Removes the queue and checkpoints of a terminated session when its host died before it had done
 * so.
 */
public interface SessionResources {
  /**
   * Ends the commands in the session's queue, since nothing else does, and removes the queue and
   * the checkpoints. May be repeated.
   *
   * @return false when there was more than can be done until the deadline
   */
  boolean remove(Generation session, Instant deadline);
}
