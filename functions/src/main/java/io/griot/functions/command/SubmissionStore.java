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

/** Where commands and their outcomes are stored. An expired item counts as absent. */
public interface SubmissionStore {
  /**
   * Stores an accepted command, if there is none with its id.
   *
   * @param pendsIn its session, to store with it what {@link #pend} would: for one whose caller is
   *     likely to be told that it is pending. It costs no write of its own, and holds also when the
   *     caller is told nothing
   * @return the one there is; empty when this one was stored
   */
  Optional<StoredCommand> accept(
      Command command, CustomerId customer, String fingerprint, Optional<Generation> pendsIn);

  /**
   * Stores the next attempt of a command that failed, if it is still as it failed. After {@code
   * OUTCOME_UNKNOWN}, no end of this or a later attempt says that nothing happened.
   *
   * @param pendsIn as in {@link #accept}
   * @return false when it is not: another request had it tried again
   */
  boolean acceptAgain(Command command, StoredCommand failed, Optional<Generation> pendsIn);

  /**
   * Ends a command that nobody has started, as {@link FailureCode#EXPIRED}; as {@code
   * OUTCOME_UNKNOWN} when an earlier attempt may have taken effect.
   *
   * @return false when it was started or has ended, or another attempt of it counts
   */
  boolean expire(CommandId id, int attempt);

  /**
   * Moves the last moment to start of a command that nobody has started.
   *
   * @return false when it was started or has ended, or another attempt of it counts
   */
  boolean move(CommandId id, int attempt, Instant startBy);

  /**
   * Has a command found when its last moment to start is over, though nobody asks for it: its
   * caller was told that it is pending.
   *
   * @return false when it was started or has ended, or another attempt of it counts
   */
  boolean pend(CommandId id, int attempt, Generation session, Instant startBy);

  /** Those of the commands that exist, as of now, in any order. At most 100 at a time. */
  List<StoredCommand> find(Collection<CommandId> ids);
}
