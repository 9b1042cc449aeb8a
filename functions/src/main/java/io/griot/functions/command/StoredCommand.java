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
 * @param outcome how it ended; empty while it has not
 * @param held until when it was held, and why; empty when nothing held it
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

  /** One that nothing held. */
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

  /** Until when it is held, and why, while it is. */
  public Optional<Held> heldAt(Instant now) {
    return held.filter(it -> status == CommandStatus.ACCEPTED && it.until().isAfter(now));
  }

  /** Whether nobody has started it, and nobody may any more. */
  public boolean isPast(Instant now) {
    return status == CommandStatus.ACCEPTED && !now.isBefore(startBy);
  }

  /**
   * Whether the same request has it tried again: it ended with a code that says that nothing
   * happened, or nobody knows what happened and the operation looks for its own effect first.
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
