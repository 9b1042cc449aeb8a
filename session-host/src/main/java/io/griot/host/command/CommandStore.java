package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.host.lease.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What became of commands. A command goes {@link CommandStatus#ACCEPTED} → {@link
 * CommandStatus#STARTED} → ended, each step on condition of the one before. Thread-safe; every
 * method is one request that may throw {@link SdkException}, perhaps after it took effect.
 */
public interface CommandStore {
  /** The most commands that one request can start: DynamoDB's limit, less the lease's condition. */
  int MAX_STARTED_AT_ONCE = 99;

  /**
   * A command that is to be started.
   *
   * @param attempt of the message that asks for it
   * @param startBy of that message
   * @param nonce names this start: nobody else ever uses it
   * @param after how the command was found, when it was not as its message alone lets expect:
   *     started by somebody who will not end it, or after an attempt that may have run. Empty for
   *     one that nobody has ever started and that may start until {@code startBy}
   */
  record Start(
      CommandId command, int attempt, Instant startBy, String nonce, Optional<Found> after) {}

  /**
   * A command as it is stored.
   *
   * @param nonce of its last start; empty when it has none
   * @param starts how often it was started in this attempt, by hosts that did not leave
   * @param mayHaveRun whether an earlier attempt may have taken effect
   * @param startBy empty for one from before commands had it
   */
  record Found(
      CommandStatus status,
      int attempt,
      long token,
      String nonce,
      int starts,
      boolean mayHaveRun,
      Optional<Instant> startBy) {

    /** Whether a message with this last moment to start says what is stored. */
    boolean startsBy(Instant messageSays) {
      return startBy.map(messageSays::equals).orElse(true);
    }
  }

  /**
   * A command that this host has started: what its outcome is stored under.
   *
   * @param starts how often it was started in this attempt, this start included
   */
  record Started(CommandId command, long token, String nonce, int starts) {}

  /** How a request to start commands ended. */
  sealed interface Result {
    /** All of them are started. */
    record Done() implements Result {}

    /** None is: the session is not the lease's any more. */
    record LeaseLost() implements Result {}

    /**
     * None is: some were not as they were expected to be.
     *
     * @param found those, as they are; empty for one that is not stored (any more)
     */
    record Differs(Map<CommandId, Optional<Found>> found) implements Result {}

    /**
     * None is: another write of the same items was under way, or DynamoDB was asked for too much.
     * The same request may succeed a moment later.
     */
    record Busy(SdkException cause) implements Result {}
  }

  /**
   * Starts commands, all or none, on condition that the session is the lease's, and that each
   * command is in its message's attempt and accepted as the message says, or as {@link Start#after}
   * says.
   *
   * @param commands at most {@link #MAX_STARTED_AT_ONCE}, all different
   */
  Result start(Lease lease, List<Start> commands);

  /**
   * Stores the outcome, on condition that the command is still started by this start.
   *
   * @return false when it is not: the outcome counts for nothing. An outcome that an earlier
   *     request has stored for the same start counts as stored
   */
  boolean finish(Started started, Outcome outcome);

  /**
   * Says that this start was broken off because its host leaves, on condition that the command is
   * still started by it: that start does not count among those that the command is given up after.
   * The command stays started; without this it is only counted once more.
   */
  void leave(Started started);

  /**
   * Ends a command that no host will run. For sessions that have ended: no lease is asked for. Two
   * requests at most.
   *
   * @param attempt a condition, where it is known
   * @param notRun how a command ends that cannot have run; one that may have ends as {@code
   *     OUTCOME_UNKNOWN}
   * @return how it ended; empty when it had ended before, is not stored, or is in another attempt
   */
  Optional<FailureCode> end(CommandId command, OptionalInt attempt, FailureCode notRun);
}
