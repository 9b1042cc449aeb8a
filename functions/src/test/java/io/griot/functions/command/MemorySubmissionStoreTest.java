package io.griot.functions.command;

import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import java.security.SecureRandom;

/** Tests that the fake of other tests behaves like DynamoDB. */
class MemorySubmissionStoreTest extends SubmissionStoreContract {
  private final SecureRandom random = new SecureRandom();
  private final MemorySubmissionStore commands = new MemorySubmissionStore();

  @Override
  protected SubmissionStore commands() {
    return commands;
  }

  @Override
  protected void start(CommandId id) {
    commands.startedBy(id);
  }

  @Override
  protected void fail(CommandId id, FailureCode code) {
    commands.end(id, new Outcome.Failed(code, ""));
  }

  @Override
  protected CommandId id() {
    return CommandId.random(random);
  }
}
