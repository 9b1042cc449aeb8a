package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.Outcome;
import io.griot.host.lease.Lease;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Commands in memory, with the conditions of the real ones. Thread-safe. */
final class FakeCommandStore implements CommandStore {
  private final Map<CommandId, Item> items = new ConcurrentHashMap<>();

  private record Item(long token, Optional<Outcome> outcome) {}

  void accept(CommandId command) {
    items.put(command, new Item(0, Optional.empty()));
  }

  void started(CommandId command, long token) {
    items.put(command, new Item(token, Optional.empty()));
  }

  Optional<Outcome> outcomeOf(CommandId command) {
    return Optional.ofNullable(items.get(command)).flatMap(Item::outcome);
  }

  @Override
  public synchronized Claim claim(CommandId command, long token) {
    Item item = items.get(command);
    if (item == null) {
      return new Claim.Unknown();
    }
    if (item.outcome().isPresent()) {
      return new Claim.Finished();
    }
    if (item.token() > 0) {
      return item.token() > token ? new Claim.Fenced() : new Claim.Interrupted(item.token());
    }
    started(command, token);
    return new Claim.Started();
  }

  @Override
  public synchronized boolean claimAgain(CommandId command, long foundToken, long token) {
    if (!isStartedUnder(command, foundToken)) {
      return false;
    }
    started(command, token);
    return true;
  }

  @Override
  public synchronized boolean finish(CommandId command, long token, Outcome outcome) {
    if (!isStartedUnder(command, token)) {
      return false;
    }
    items.put(command, new Item(token, Optional.of(outcome)));
    return true;
  }

  @Override
  public boolean finishWithSession(
      CommandId command, Lease lease, Generation session, Outcome outcome) {
    return finish(command, lease.token(), outcome);
  }

  @Override
  public void forgetEnding(Generation session) {}

  @Override
  public boolean finishWithStop(CommandId command, Lease lease, Outcome outcome) {
    return finish(command, lease.token(), outcome);
  }

  private boolean isStartedUnder(CommandId command, long token) {
    Item item = items.get(command);
    return item != null && item.outcome().isEmpty() && item.token() == token;
  }
}
