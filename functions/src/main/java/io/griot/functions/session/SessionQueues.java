package io.griot.functions.session;

import io.griot.contract.SessionId;

/** The queues that a session needs before a host can run it. */
public interface SessionQueues {
  /**
   * Makes the session's mailbox, if there is none.
   *
   * @return false when one of that name was deleted so recently that SQS refuses a new one (60 s)
   */
  boolean makeMailbox(SessionId session);

  /** Asks for a host. Twice is harmless: only one host gets the lease. */
  void place(SessionId session);
}
