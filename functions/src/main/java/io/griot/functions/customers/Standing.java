package io.griot.functions.customers;

import io.griot.contract.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription's state at a moment: a pure function of what is stored and the time. The API, the
 * webhooks and the supervisor all ask it, so they never disagree.
 *
 * <pre>
 *            paidUntil          + 3 days             + 7 days
 *   ACTIVE ──────┼──── GRACE ──────┼──── SUSPENDED ─────┼──── SUSPENDED
 *                                     sessions run           sessions are stopped
 * </pre>
 *
 * @param until when it ends by itself; empty when it does not
 * @param cause why it is suspended; empty when it is not
 * @param sessionsStopAt until when sessions of live keys run; empty while nothing stops them
 */
public record Standing(
    State state, Optional<Instant> until, Optional<Cause> cause, Optional<Instant> sessionsStopAt) {
  /** How long everything works after the paid time. */
  public static final Duration GRACE = Duration.ofDays(3);

  /** How long sessions run on after a suspension: their events reach the log meanwhile. */
  public static final Duration SESSIONS_RUN_ON = Duration.ofDays(7);

  public enum State {
    ACTIVE,
    /** The paid time is over; everything works, and warnings say so. */
    GRACE,
    SUSPENDED
  }

  /** Why a subscription is suspended. */
  public enum Cause {
    /** The paid time and the grace period are over, or nobody ever paid. */
    UNPAID,
    /** The operator did it. */
    OPERATOR
  }

  static Standing of(Subscription subscription, Instant now) {
    return switch (subscription.word()) {
      case NONE -> suspended(Cause.UNPAID, Instant.EPOCH);
      // Of a suspension from before its time was noted, sessions stop at once.
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

  /** Whether test keys work: always, unless the operator cut the customer off. */
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
