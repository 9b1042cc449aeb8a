package io.griot.functions.customers;

import io.griot.contract.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription's state at a moment: a pure function of the stored subscription and the time. The
 * API, the webhooks and the supervisor all use it, so they agree.
 *
 * <pre>
 * paidUntil          + 3 days             + 7 days
 * ACTIVE ──────┼──── GRACE ──────┼──── SUSPENDED ─────┼──── SUSPENDED
 * sessions run           sessions are stopped
 * </pre>
 *
 * @param until the time at which the state ends by itself; empty when it does not
 * @param cause the reason of a suspension; empty without one
 * @param sessionsStopAt until when sessions of live keys run; empty while nothing stops them
 */
public record Standing(
    State state, Optional<Instant> until, Optional<Cause> cause, Optional<Instant> sessionsStopAt) {
  /** The time after the end of the paid time in which everything still works. */
  public static final Duration GRACE = Duration.ofDays(3);

  /**
   * The time that sessions keep running after a suspension, so that their events still reach the
   * log.
   */
  public static final Duration SESSIONS_RUN_ON = Duration.ofDays(7);

  public enum State {
    ACTIVE,
    /** The paid time is over; everything works, with warnings. */
    GRACE,
    SUSPENDED
  }

  /** The reason of a suspension. */
  public enum Cause {
    /** The paid time and the grace period are over, or there never was a payment. */
    UNPAID,
    /** The operator suspended it. */
    OPERATOR
  }

  static Standing of(Subscription subscription, Instant now) {
    return switch (subscription.word()) {
      case NONE -> suspended(Cause.UNPAID, Instant.EPOCH);
      // Sessions stop at once for a suspension that was stored without its time.
      case SUSPENDED ->
          suspended(
              Cause.OPERATOR,
              subscription.suspendedAt().map(at -> at.plus(SESSIONS_RUN_ON)).orElse(Instant.EPOCH));
      case ACTIVE ->
          subscription
              .paidUntil()
              .map(paidUntil -> byPayment(paidUntil, now))
              .orElseGet(() -> running(State.ACTIVE, Optional.empty()));
    };
  }

  private static Standing byPayment(Instant paidUntil, Instant now) {
    Instant graceEnds = paidUntil.plus(GRACE);
    if (now.isBefore(paidUntil)) {
      return running(State.ACTIVE, Optional.of(paidUntil));
    }
    return now.isBefore(graceEnds)
        ? running(State.GRACE, Optional.of(graceEnds))
        : suspended(Cause.UNPAID, graceEnds.plus(SESSIONS_RUN_ON));
  }

  private static Standing running(State state, Optional<Instant> until) {
    return new Standing(state, until, Optional.empty(), Optional.empty());
  }

  private static Standing suspended(Cause cause, Instant sessionsStopAt) {
    return new Standing(
        State.SUSPENDED, Optional.empty(), Optional.of(cause), Optional.of(sessionsStopAt));
  }

  /** Whether the API and the webhooks serve sessions of live keys. */
  public boolean serves() {
    return state != State.SUSPENDED;
  }

  /** Whether test keys work: always, unless the operator suspended the customer. */
  public boolean servesTests() {
    return cause.filter(Cause.OPERATOR::equals).isEmpty();
  }

  /** Whether keys of this kind work. */
  public boolean serves(Environment environment) {
    return environment == Environment.TEST ? servesTests() : serves();
  }

  /** Whether sessions of live keys may run. */
  public boolean sessionsRun(Instant now) {
    return sessionsStopAt.map(now::isBefore).orElse(true);
  }
}
