package io.griot.functions.command;

import io.griot.contract.Command;
import java.time.Duration;
import java.util.Optional;

/**
 * When a command may start.
 *
 * @param within how long after its acceptance it may still start
 * @param pendingWithin the same once its caller was told that it is pending: never shorter
 * @param waits whether its session is not connected: its caller is likely to be told that it is
 *     pending
 * @param turn when it may go, if it keeps its session's pace
 */
public record StartTerms(
    Duration within, Duration pendingWithin, boolean waits, Optional<Command.Turn> turn) {
  /** Those of a connected session, for a command that keeps no pace. */
  public static StartTerms within(Duration time) {
    return new StartTerms(time, time, false, Optional.empty());
  }
}
