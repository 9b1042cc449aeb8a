package io.griot.functions.api;

import io.griot.contract.CustomerId;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.functions.access.Caller;
import io.griot.functions.command.CommandOrder;
import io.griot.functions.command.StartTerms;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.phone.Addressed;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that becomes a command, with the preferences in its headers.
 *
 * @param idempotencyKey the caller's key, if any
 * @param expiresIn the time within which it must start, if the caller set one
 */
record CommandCall(
    Operation operation,
    ApiCall call,
    Optional<String> idempotencyKey,
    Optional<Duration> expiresIn) {
  static final Duration WRITES_START_WITHIN = Duration.ofHours(24);
  static final Duration READS_START_WITHIN = Duration.ofMinutes(1);

  /**
   * The time for reads whose session is not connected, or whose caller asks for the outcome later:
   * by its own wish, or after a 202.
   */
  private static final Duration WAITING_READS_START_WITHIN = Duration.ofMinutes(5);

  /**
   * Reads the headers.
   *
   * @throws ApiFailure {@code INVALID_FIELD}
   */
  static CommandCall of(Operation operation, ApiCall call) {
    return new CommandCall(
        operation,
        call,
        Preferences.idempotencyKey(call.request()),
        Preferences.expiresIn(call.request()));
  }

  Caller caller() {
    return call.caller();
  }

  CustomerId customer() {
    return caller().customer();
  }

  Addressed addressed() {
    return call.addressed();
  }

  /**
   * The time within which it must start.
   *
   * @param waits whether the caller does not wait for the outcome, or the session is not connected
   */
  Duration startsWithin(boolean waits) {
    return expiresIn.orElseGet(() -> usually(waits));
  }

  private Duration usually(boolean waits) {
    if (operation.effect() == Effect.WRITE) {
      return WRITES_START_WITHIN;
    }
    return waits ? WAITING_READS_START_WITHIN : READS_START_WITHIN;
  }

  /** The order for the gateway. */
  CommandOrder order(SessionView view, StartTerms terms) {
    return new CommandOrder(
        customer(), view.session().generation(), operation, addressed(), idempotencyKey, terms);
  }
}
