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
 * The state of commands: {@link CommandStatus#ACCEPTED}, then {@link CommandStatus#STARTED}, then
 * an end. Each step is conditional on the one before. Thread-safe. Every method blocks for one
 * request, which may throw {@link SdkException} even after it took effect.
 */
public interface CommandStateStore {
  /**
   * Maximum of commands in one {@link #start}: DynamoDB's limit of 100 less the lease's condition.
   */
  int MAX_STARTED_AT_ONCE = 99;

  /**
   * A command to start.
   *
   * @param attempt of the message
   * @param startBy deadline for starting, as the message has it
   * @param nonce unique id of this start
   * @param after the state that the command was found in, if it is another than the message
   *     implies: started by a host that will not end it, or possibly run in an earlier attempt.
   *     Empty for a command that was never started
   */
  record Start(
      CommandId command, int attempt, Instant startBy, String nonce, Optional<Found> after) {}

  /**
   * A command as stored.
   *
   * @param nonce of its last start; empty when it was never started
   * @param starts how often it was started in this attempt, without starts that were withdrawn
   * @param mayHaveRun whether an earlier attempt may have taken effect
   * @param startBy empty in items of versions without this attribute
   */
  record Found(
      CommandStatus status,
      int attempt,
      long token,
      String nonce,
      int starts,
      boolean mayHaveRun,
      Optional<Instant> startBy) {

    /** Whether the message's deadline for starting is the stored one. */
    boolean startsBy(Instant messageSays) {
      return startBy.map(messageSays::equals).orElse(true);
    }
  }

  /**
   * A command that this host started. Its outcome is stored under this token and nonce.
   *
   * @param starts how often it was started in this attempt, this start included
   */
  record Started(CommandId command, long token, String nonce, int starts) {}

  /** The result of {@link #start}. */
  sealed interface Result {
    /** All commands are started. */
    record Done() implements Result {}

    /** None is started: the lease does not hold the session any more. */
    record LeaseLost() implements Result {}

    /**
     * None is started: some were in another state than expected.
     *
     * @param found these commands as stored; empty for one that does not exist
     */
    record Differs(Map<CommandId, Optional<Found>> found) implements Result {}

    /**
     * None is started: another write of the same items was running, or DynamoDB throttled the
     * request. The same request may succeed a moment later.
     */
    record Busy(SdkException cause) implements Result {}
  }

  /**
   * Starts all of the commands or none. Conditional on the lease, and on each command being in its
   * message's attempt and either accepted as the message says or in the state {@link Start#after}.
   *
   * @param commands at most {@link #MAX_STARTED_AT_ONCE}, all different
   */
  Result start(Lease lease, List<Start> commands);

  /**
   * Stores a command's outcome. Conditional on the command still being started by this start.
   *
   * @return false when it is not; the outcome is then void. An outcome that the same start has
   *     stored before counts as stored
   */
  boolean finish(Started started, Outcome outcome);

  /**
   * Withdraws a start that an orderly stop of the host broke off. Conditional on the command still
   * being started by it. The command stays started, but this start does not count towards the
   * maximum of starts.
   */
  void leave(Started started);

  /**
   * Ends a command of a session that has ended; no lease is needed. Makes at most two requests.
   *
   * @param attempt required attempt, if known
   * @param notRun failure code for a command that cannot have run. One that may have run ends as
   *     {@code OUTCOME_UNKNOWN}
   * @return the failure code stored; empty when the command had ended, does not exist, or is in
   *     another attempt
   */
  Optional<FailureCode> end(CommandId command, OptionalInt attempt, FailureCode notRun);
}
