package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;

/** The commands in a session's queue, while no host reads it. */
public interface WaitingCommands {
  /**
   * Ends those whose last moment to start has passed, and leaves the others as they are, in their
   * order. May be repeated, also while a host begins to read.
   *
   * @param deadline when to stop looking
   */
  void expire(Generation session, Instant deadline);
}
