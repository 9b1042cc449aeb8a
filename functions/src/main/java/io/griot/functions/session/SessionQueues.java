package io.griot.functions.session;

import io.griot.contract.Generation;
import io.griot.contract.SessionId;

/** The queues that a session needs before a host can run it. */
public interface SessionQueues {
  /**
   * Makes the session's mailbox, if there is none.
   *
   * @return false when it was deleted less than 60 s ago: this generation has ended
   */
  boolean makeMailbox(Generation session);

  /** Asks for a host. Twice is harmless: only one host gets the lease. */
  void place(SessionId session);
}
