package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands in memory; a test starts and ends them as a host would. Thread-safe. */
public final class MemorySubmissionStore implements SubmissionStore {
  final Map<CommandId, StoredCommand> stored = new ConcurrentHashMap<>();

  /** The latest start of commands whose callers were told that they are pending. */
  final Map<CommandId, Instant> pending = new ConcurrentHashMap<>();

  private final Set<CommandId> mayHaveRun = ConcurrentHashMap.newKeySet();
  final AtomicInteger reads = new AtomicInteger();

  /** The number of separate writes that made a command pending. */
  final AtomicInteger pendings = new AtomicInteger();

  @Override
  public Optional<StoredCommand> accept(
      Command command, Requester requester, String fingerprint, Optional<Generation> pendsIn) {
    Optional<StoredCommand> earlier =
        Optional.ofNullable(
            stored.putIfAbsent(command.id(), accepted(command, requester, fingerprint)));
    if (earlier.isEmpty()) {
      pendsIn.ifPresent(session -> pending.put(command.id(), command.startBy()));
    }
    return earlier;
  }

  private static StoredCommand accepted(Command command, Requester requester, String fingerprint) {
    return new StoredCommand(
        command.id(),
        requester,
        command.session(),
        fingerprint,
        CommandStatus.ACCEPTED,
        command.attempt(),
        command.acceptedAt(),
        command.startBy(),
        Optional.empty(),
        command
            .turn()
            .filter(turn -> turn.heldUntil().isAfter(command.acceptedAt()))
            .map(turn -> new Held(turn.heldUntil(), turn.because())));
  }

  @Override
  public boolean acceptAgain(Command command, StoredCommand failed, Optional<Generation> pendsIn) {
    boolean accepted =
        stored.replace(
            command.id(), failed, accepted(command, failed.requester(), failed.fingerprint()));
    if (accepted) {
      pendsIn.ifPresent(session -> pending.put(command.id(), command.startBy()));
    }
    if (accepted
        && failed.outcome().orElseThrow() instanceof Outcome.Failed(FailureCode code, String _)
        && code == FailureCode.OUTCOME_UNKNOWN) {
      mayHaveRun.add(command.id());
    }
    return accepted;
  }

  @Override
  public boolean expire(CommandId id, int attempt) {
    StoredCommand seen = stored.get(id);
    return seen != null
        && seen.status() == CommandStatus.ACCEPTED
        && seen.attempt() == attempt
        && stored.replace(
            id,
            seen,
            with(seen, CommandStatus.FAILED, Optional.of(new Outcome.Failed(notStarted(id), ""))));
  }

  @Override
  public boolean move(CommandId id, int attempt, Instant startBy) {
    StoredCommand seen = stored.get(id);
    return seen != null
        && seen.status() == CommandStatus.ACCEPTED
        && seen.attempt() == attempt
        && stored.replace(
            id,
            seen,
            new StoredCommand(
                id,
                seen.requester(),
                seen.session(),
                seen.fingerprint(),
                seen.status(),
                seen.attempt(),
                seen.acceptedAt(),
                startBy,
                seen.outcome(),
                seen.held()));
  }

  @Override
  public boolean pend(CommandId id, int attempt, Generation session, Instant startBy) {
    StoredCommand seen = stored.get(id);
    boolean pends =
        seen != null && seen.status() == CommandStatus.ACCEPTED && seen.attempt() == attempt;
    if (pends) {
      pending.put(id, startBy);
      pendings.incrementAndGet();
    }
    return pends;
  }

  private FailureCode notStarted(CommandId id) {
    return mayHaveRun.contains(id) ? FailureCode.OUTCOME_UNKNOWN : FailureCode.EXPIRED;
  }

  @Override
  public List<StoredCommand> find(Collection<CommandId> ids) {
    reads.incrementAndGet();
    return ids.stream().map(stored::get).filter(Objects::nonNull).toList();
  }

  void end(CommandId id, Outcome outcome) {
    CommandStatus status =
        outcome instanceof Outcome.Failed ? CommandStatus.FAILED : CommandStatus.SUCCEEDED;
    stored.computeIfPresent(id, (key, command) -> with(command, status, Optional.of(outcome)));
  }

  void startedBy(CommandId id) {
    stored.computeIfPresent(
        id, (key, command) -> with(command, CommandStatus.STARTED, Optional.empty()));
  }

  private static StoredCommand with(
      StoredCommand command, CommandStatus status, Optional<Outcome> outcome) {
    return new StoredCommand(
        command.id(),
        command.requester(),
        command.session(),
        command.fingerprint(),
        status,
        command.attempt(),
        command.acceptedAt(),
        command.startBy(),
        outcome,
        command.held());
  }
}
