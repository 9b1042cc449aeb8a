package io.griot.functions.command;

import io.griot.contract.Command;
import java.time.Duration;
import java.util.Optional;

/**
 * The times within which a command may start.
 *
 * @param within the time after its acceptance within which it must start
 * @param pendingWithin the same after its caller was told that it is pending; never shorter
 * @param waits whether its session is not connected, so that it will probably be pending
 * @param turn its turn, if it keeps its session's pace
 */
public record StartTerms(
    Duration within, Duration pendingWithin, boolean waits, Optional<Command.Turn> turn) {
  /** The terms for a connected session and a command that keeps no pace. */
  public static StartTerms within(Duration time) {
    return new StartTerms(time, time, false, Optional.empty());
  }
}
