package io.griot.functions.customers;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer's stored subscription; its meaning at a moment is a {@link Standing}.
 *
 * @param paidUntil empty when it has no end; of no meaning when there is none
 * @param suspendedAt when the operator suspended it; empty when they did not, or nobody noted it
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
  /** The word of the operator, or of the first payment. */
  public enum Word {
    /** Nobody ever paid. */
    NONE,
    ACTIVE,
    /** By the operator, whatever was paid. */
    SUSPENDED
  }

  /** That of a customer who never paid. */
  public static final Subscription NONE = new Subscription(Word.NONE, Optional.empty());

  /** That of a customer nobody knows: nothing works, tests neither. */
  public static final Subscription UNKNOWN = new Subscription(Word.SUSPENDED, Optional.empty());

  /** One whose plan says nothing. */
  public Subscription(Word word, Optional<Instant> paidUntil) {
    this(word, paidUntil, Optional.empty(), Optional.empty(), Optional.empty(), SendingPlan.NONE);
  }

  /** Its standing now. */
  public Standing at(Instant now) {
    return Standing.of(this, now);
  }

  /** The id of the plan that counts. */
  public String plan() {
    return planId.orElse(Plan.STANDARD);
  }
}
