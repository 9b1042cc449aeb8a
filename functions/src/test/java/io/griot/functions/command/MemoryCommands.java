package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands in memory; a test ends them as a host would. */
final class MemoryCommands implements Commands {
  final Map<CommandId, StoredCommand> stored = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();

  @Override
  public Optional<StoredCommand> accept(Command command, CustomerId customer, String fingerprint) {
    return Optional.ofNullable(
        stored.putIfAbsent(
            command.id(),
            new StoredCommand(command.id(), customer, fingerprint, false, Optional.empty())));
  }

  @Override
  public List<StoredCommand> find(Collection<CommandId> ids) {
    reads.incrementAndGet();
    return ids.stream().map(stored::get).filter(Objects::nonNull).toList();
  }

  void end(CommandId id, StoredCommand.Ending ending) {
    stored.computeIfPresent(
        id,
        (key, command) ->
            new StoredCommand(
                id, command.customer(), command.fingerprint(), true, Optional.of(ending)));
  }

  void startedBy(CommandId id) {
    stored.computeIfPresent(
        id,
        (key, command) ->
            new StoredCommand(
                id, command.customer(), command.fingerprint(), true, Optional.empty()));
  }
}
