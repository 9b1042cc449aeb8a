package io.griot.functions.session;

import io.griot.contract.Generation;

/** Manages the queues for sessions' commands. */
public interface SessionQueues {
  /**
   * Makes the session's mailbox if there is none.
   *
   * @return false when it was deleted less than 60 s ago: this generation has ended
   */
  boolean makeMailbox(Generation session);
}
