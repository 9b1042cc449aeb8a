package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import java.util.Optional;

final class FakeCommandStateStoreTest extends CommandStateStoreContract {
  private final FakeCommandStateStore store = new FakeCommandStateStore();

  @Override
  CommandStateStore store() {
    return store;
  }

  @Override
  void giveSession(SessionId session, String owner, long token) {
    store.giveSession(owner, token);
  }

  @Override
  void put(CommandId command, CommandStateStore.Found found) {
    store.put(command, found);
  }

  @Override
  Optional<CommandStateStore.Found> found(CommandId command) {
    return store.found(command);
  }

  @Override
  Optional<FailureCode> failureOf(CommandId command) {
    return store
        .outcomeOf(command)
        .map(outcome ->
            outcome instanceof Outcome.Failed failed ? failed.code() : FailureCode.INTERNAL);
  }
}
