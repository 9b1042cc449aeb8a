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
   * It has not ended yet; it is not lost.
   *
   * @param held until when, while its turn has not come; empty when it waits for its session alone
   */
  record Pending(CommandId command, Optional<Held> held) implements Submission {
    /** One that waits for its session alone. */
    public Pending(CommandId command) {
      this(command, Optional.empty());
    }
  }
}
