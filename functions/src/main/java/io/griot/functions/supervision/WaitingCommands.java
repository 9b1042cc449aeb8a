package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;

/** The commands that wait for a session. */
public interface WaitingCommands {
  /**
   * Ends the commands whose last time to start has passed, wherever they are in the queue. Their
   * messages stay in the queues; a process that receives one finds its command ended. May be
   * repeated, also while a host begins to run the session.
   *
   * @param deadline when to stop
   */
  void expire(Generation session, Instant deadline);

  /** Whether callers were told of any that they wait. A moment late, and a hint. */
  boolean isAnyPending(Generation session);
}
