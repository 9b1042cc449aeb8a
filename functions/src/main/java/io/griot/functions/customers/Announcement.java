package io.griot.functions.customers;

import java.time.Instant;
import java.util.Optional;

/**
 * The last announcement of a subscription's state to its customer, and the choice of the next one.
 * Each change of the state is announced once: announcements are stored, with a number that is part
 * of the event's id. After a crash between sending and storing, the event is sent again under the
 * same id.
 *
 * @param said the announced state and end of the paid time, as one text
 * @param number the number of announcements so far, this one included
 */
public record Announcement(String said, long number) {
  /** The state of a customer without any announcement, for whom none is due: everything works. */
  public static final Announcement NONE = new Announcement("", 0);

  /** The text that a payment stores, so that any state after it is announced. */
  public static final String DUE = "DUE";

  /** The event's name in {@code events.yaml}. */
  public static String event(Standing standing) {
    return switch (standing.state()) {
      case ACTIVE -> "subscription_renewed";
      case GRACE -> "subscription_grace";
      case SUSPENDED -> "subscription_suspended";
    };
  }

  /**
   * The announcement that is due.
   *
   * @return empty when it was made; also while everything works for a customer who never got one:
   *     there is no renewal to announce
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

  /** The text for a state. A payment does not end a suspension by the operator. */
  private static String text(Standing standing, Optional<Instant> paidUntil) {
    boolean byOperator = standing.cause().filter(Standing.Cause.OPERATOR::equals).isPresent();
    Optional<Instant> end = byOperator ? Optional.empty() : paidUntil;
    return standing.state() + end.map(at -> " " + at.toEpochMilli()).orElse("");
  }
}
