package io.griot.functions.command;

import io.griot.contract.Generation;

/** Sends commands to sessions. */
public interface CommandQueue {
  /**
   * Sends a command; one of the same deduplication id sent again within five minutes is dropped.
   *
   * @param group commands of one group are delivered in the order in which they were sent
   * @return false when the session has no queue: it was ended
   */
  boolean send(Generation session, String group, String deduplicationId, String body);
}
