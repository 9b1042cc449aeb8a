package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;

/** The commands that wait for a session. */
public interface WaitingCommands {
  /**
   * Ends those whose last moment to start has passed, however many others wait before them. What
   * stands for them in queues is left: whoever comes across it finds its command ended. May be
   * repeated, also while a host begins to run the session.
   *
   * @param deadline when to stop
   */
  void expire(Generation session, Instant deadline);

  /** Whether callers were told of any that they wait. A moment late, and a hint. */
  boolean isAnyPending(Generation session);
}
