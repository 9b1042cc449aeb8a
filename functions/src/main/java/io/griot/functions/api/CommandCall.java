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
 * A call that becomes a command, with what its headers ask for.
 *
 * @param idempotencyKey what the caller named it, if anything
 * @param expiresIn within which time it must start, when the caller says so
 */
record CommandCall(
    Operation operation,
    ApiCall call,
    Optional<String> idempotencyKey,
    Optional<Duration> expiresIn) {
  static final Duration WRITES_START_WITHIN = Duration.ofHours(24);
  static final Duration READS_START_WITHIN = Duration.ofMinutes(1);

  /**
   * Reads of a session that is not connected now, or whose caller asks for the outcome later:
   * because it said so, or was answered 202.
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
   * How long it may wait for its start.
   *
   * @param waits whether its caller does not wait for it, or its session is not connected
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

  /** The order that the gateway takes. */
  CommandOrder order(SessionView view, StartTerms terms) {
    return new CommandOrder(
        customer(), view.session().generation(), operation, addressed(), idempotencyKey, terms);
  }
}
