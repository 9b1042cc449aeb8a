package io.griot.functions.customers;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer's stored subscription; its meaning at a moment is a {@link Standing}.
 *
 * @param paidUntil empty when it has no end; without meaning when there was never a payment
 * @param suspendedAt when the operator suspended it; empty when they did not, or the time was not
 *     stored
 * @param billingDay the day of the month on which months end; empty: that of {@code paidUntil}
 * @param planId empty: {@link Plan#STANDARD}
 */
public record Subscription(
    Word word,
    Optional<Instant> paidUntil,
    Optional<Instant> suspendedAt,
    Optional<Integer> billingDay,
    Optional<String> planId,
    SendingPlan sending) {
  /** The stored state, set by the operator or by the first payment. */
  public enum Word {
    /** There never was a payment. */
    NONE,
    ACTIVE,
    /** Suspended by the operator, whatever was paid. */
    SUSPENDED
  }

  /** The subscription of a customer who never paid. */
  public static final Subscription NONE = new Subscription(Word.NONE, Optional.empty());

  /** The subscription of an unknown customer: nothing works, not even test keys. */
  public static final Subscription UNKNOWN = new Subscription(Word.SUSPENDED, Optional.empty());

  /** Creates a subscription without a plan of its own. */
  public Subscription(Word word, Optional<Instant> paidUntil) {
    this(word, paidUntil, Optional.empty(), Optional.empty(), Optional.empty(), SendingPlan.NONE);
  }

  /** The standing at a time. */
  public Standing at(Instant now) {
    return Standing.of(this, now);
  }

  /** The id of the plan that applies. */
  public String plan() {
    return planId.orElse(Plan.STANDARD);
  }
}
