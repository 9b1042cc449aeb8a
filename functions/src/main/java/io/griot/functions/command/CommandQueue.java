package io.griot.functions.command;

import io.griot.contract.Generation;

/** Sends commands to sessions' queues. */
public interface CommandQueue {
  /**
   * Sends a command. A repetition of a deduplication id within five minutes is dropped.
   *
   * @param group commands of one group are delivered in the order in which they were sent
   * @return false when the session has no queue, because it has ended
   */
  boolean send(Generation session, String group, String deduplicationId, String body);
}
