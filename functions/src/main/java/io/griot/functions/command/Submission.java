package io.griot.functions.command;

import io.griot.contract.CommandId;
import io.griot.contract.Outcome;

/** What became of a request that was accepted as a command. */
public sealed interface Submission {
  CommandId command();

  /** It ended while its caller waited. */
  record Ended(CommandId command, Outcome outcome) implements Submission {}

  /** It has not ended yet; it is not lost. */
  record Pending(CommandId command) implements Submission {}
}
