package io.griot.functions.customers;

import java.time.Instant;
import java.util.Optional;

/**
 * The last news of their subscription that a customer was told, and what there is to tell next.
 * Each change of the subscription's state is told once: what is told is stored, with a number that
 * goes into the event's id. Who dies between telling and storing tells it again under the same id.
 *
 * @param said the state and the end of the paid time that were told, as one text
 * @param number how many were told before and with this one
 */
public record Announcement(String said, long number) {
  /** A customer who was told nothing, and of whom nothing is due: everything works. */
  public static final Announcement NONE = new Announcement("", 0);

  /** The announcement that a payment stores: whatever follows is due. */
  public static final String DUE = "DUE";

  /** An event's name, in the words of {@code events.yaml}. */
  public static String event(Standing standing) {
    return switch (standing.state()) {
      case ACTIVE -> "subscription_renewed";
      case GRACE -> "subscription_grace";
      case SUSPENDED -> "subscription_suspended";
    };
  }

  /**
   * The news that is due.
   *
   * @return empty when it was told; also while all is well with a customer whom nobody ever told
   *     anything: there is no renewal to tell
   */
  public Optional<Announcement> next(Subscription subscription, Instant now) {
    Standing standing = subscription.at(now);
    String due = text(standing, subscription.paidUntil());
    boolean neverPaid = subscription.word() == Subscription.Word.NONE;
    boolean silent = said.isEmpty() && standing.state() == Standing.State.ACTIVE;
    return due.equals(said) || silent || neverPaid
        ? Optional.empty()
        : Optional.of(new Announcement(due, number + 1));
  }

  /** A suspension by the operator stays, whatever is paid meanwhile. */
  private static String text(Standing standing, Optional<Instant> paidUntil) {
    boolean byOperator = standing.cause().filter(Standing.Cause.OPERATOR::equals).isPresent();
    Optional<Instant> end = byOperator ? Optional.empty() : paidUntil;
    return standing.state() + end.map(at -> " " + at.toEpochMilli()).orElse("");
  }
}
