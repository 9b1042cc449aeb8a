package io.griot.functions.command;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored command; see {@link io.griot.contract.CommandItem}.
 *
 * @param startBy the last moment at which it may start
 * @param outcome the outcome; empty until it has ended
 * @param held its hold; empty when nothing held it
 */
public record StoredCommand(
    CommandId id,
    CustomerId customer,
    SessionId session,
    String fingerprint,
    CommandStatus status,
    int attempt,
    Instant acceptedAt,
    Instant startBy,
    Optional<Outcome> outcome,
    Optional<Held> held) {

  /** A command that nothing held. */
  public StoredCommand(
      CommandId id,
      CustomerId customer,
      SessionId session,
      String fingerprint,
      CommandStatus status,
      int attempt,
      Instant acceptedAt,
      Instant startBy,
      Optional<Outcome> outcome) {
    this(
        id,
        customer,
        session,
        fingerprint,
        status,
        attempt,
        acceptedAt,
        startBy,
        outcome,
        Optional.empty());
  }

  /** The current hold, while the command is held. */
  public Optional<Held> heldAt(Instant now) {
    return held.filter(it -> status == CommandStatus.ACCEPTED && it.until().isAfter(now));
  }

  /** Whether it has not started and can no longer start. */
  public boolean isPast(Instant now) {
    return status == CommandStatus.ACCEPTED && !now.isBefore(startBy);
  }

  /**
   * Whether a repetition of the request starts another attempt: the failure says that nothing
   * happened, or the outcome is unknown and the operation looks for its own effect first.
   */
  public boolean triesAgain(Operation operation) {
    return outcome
        .filter(Outcome.Failed.class::isInstance)
        .map(Outcome.Failed.class::cast)
        .filter(failed ->
            failed.code().frees()
                || (failed.code() == FailureCode.OUTCOME_UNKNOWN && operation.repeatable()))
        .isPresent();
  }
}
