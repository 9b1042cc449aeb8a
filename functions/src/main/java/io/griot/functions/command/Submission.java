package io.griot.functions.command;

import io.griot.contract.CommandId;
import io.griot.contract.Outcome;
import java.util.Optional;

/** The result of a request that was accepted as a command. */
public sealed interface Submission {
  CommandId command();

  /** It ended while its caller waited. */
  record Ended(CommandId command, Outcome outcome) implements Submission {}

  /**
   * It has not ended yet, and is not lost.
   *
   * @param held its hold; empty when it only waits for its session
   */
  record Pending(CommandId command, Optional<Held> held) implements Submission {
    /** A command that only waits for its session. */
    public Pending(CommandId command) {
      this(command, Optional.empty());
    }
  }
}
