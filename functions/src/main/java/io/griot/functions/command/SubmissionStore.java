package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Stores commands and their outcomes. An expired item counts as absent. */
public interface SubmissionStore {
  /**
   * Stores an accepted command, if there is none with its id.
   *
   * @param pendsIn its session, to also store what {@link #pend} would, for a command that will
   *     probably be pending. It costs no separate write, and is valid even if the caller is told
   *     nothing
   * @return the existing command; empty when this one was stored
   */
  Optional<StoredCommand> accept(
      Command command, CustomerId customer, String fingerprint, Optional<Generation> pendsIn);

  /**
   * Stores the next attempt of a failed command, if it is unchanged since. After {@code
   * OUTCOME_UNKNOWN}, no later end claims that nothing happened.
   *
   * @param pendsIn as in {@link #accept}
   * @return false when it has changed: another request started an attempt
   */
  boolean acceptAgain(Command command, StoredCommand failed, Optional<Generation> pendsIn);

  /**
   * Ends a command that has not started, as {@link FailureCode#EXPIRED}; as {@code OUTCOME_UNKNOWN}
   * when an earlier attempt may have taken effect.
   *
   * @return false when it has started or ended, or has another attempt
   */
  boolean expire(CommandId id, int attempt);

  /**
   * Moves the last start of a command that has not started.
   *
   * @return false when it has started or ended, or has another attempt
   */
  boolean move(CommandId id, int attempt, Instant startBy);

  /**
   * Marks a command as pending, so that the supervisor expires it after its last start.
   *
   * @return false when it has started or ended, or has another attempt
   */
  boolean pend(CommandId id, int attempt, Generation session, Instant startBy);

  /**
   * The existing ones of these commands, read consistently, in any order. At most 100 at a time.
   */
  List<StoredCommand> find(Collection<CommandId> ids);
}
