package io.griot.host.command;

import io.griot.contract.Outcome;
import java.time.Duration;

/**
 * Counts one session's commands, for the host's metrics and for its customer's usage. Thread-safe.
 */
public record CommandCounts(CommandMetrics host, SessionUsage customer) {
  /**
   * Counts a command's start.
   *
   * @param waited the time since it was accepted
   */
  void began(Duration waited) {
    host.began(waited);
  }

  /**
   * Counts a command's end.
   *
   * @param writes whether its operation sends a message to somebody
   */
  void ended(boolean writes, Outcome outcome) {
    host.ended(outcome);
    customer.ended(writes, outcome);
  }
}
