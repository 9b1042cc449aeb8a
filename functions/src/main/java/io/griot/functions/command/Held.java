package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.HeldBecause;
import io.griot.contract.Pace;
import java.time.Instant;
import java.util.Optional;

/** The earliest end of a command's hold, and the reason. */
public record Held(Instant until, HeldBecause because) {
  /** The hold on a command at a time; empty when its turn has come. */
  static Optional<Held> at(Command command, Instant now) {
    return command
        .turn()
        .filter(turn -> turn.heldUntil().isAfter(now))
        .map(turn -> new Held(turn.heldUntil(), turn.because()));
  }

  /** Whether its turn comes only after its caller's deadline. */
  static boolean isBeyond(Command command, Instant deadline) {
    return command.turn().filter(turn -> !turn.heldUntil().isBefore(deadline)).isPresent();
  }

  /**
   * The turn of a command that was accepted earlier. It contains no pace, so that the session's
   * host does not count it again.
   */
  Command.Turn turn() {
    return because == HeldBecause.RESTRICTION
        ? new Command.Turn(Instant.EPOCH, Pace.NONE, true, Optional.of(until))
        : new Command.Turn(until, Pace.NONE);
  }
}
