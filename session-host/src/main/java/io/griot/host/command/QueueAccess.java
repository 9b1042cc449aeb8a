package io.griot.host.command;

import io.griot.host.lease.LeaseCheck;
import java.time.Duration;

/**
 * A session's queue, with the conditions for its use. Thread-safe.
 *
 * @param longPoll the time that one receive waits for messages; at most 20 s
 * @param afterFailure pause after a request that failed, and before a message that could not be
 *     processed becomes visible again
 */
public record QueueAccess(
    SessionQueue queue, LeaseCheck lease, Duration longPoll, Duration afterFailure) {
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  public QueueAccess(SessionQueue queue, LeaseCheck lease, Duration longPoll) {
    this(queue, lease, longPoll, AFTER_FAILURE);
  }

  /** Whether this host may receive, run and settle messages now. */
  boolean isLeaseHeld() {
    return lease.isHeld();
  }
}
