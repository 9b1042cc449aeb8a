package io.griot.functions.customers;

import io.griot.contract.Pace;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of a customer's plan that is about their sessions' sends.
 *
 * @param interval {@link Pace#interval}; empty: the installation's
 * @param burst {@link Pace#burst}; empty: the installation's
 * @param stopOnRestriction whether sends stop while WhatsApp restricts the account
 */
public record SendingPlan(
    Optional<Duration> interval, Optional<Integer> burst, boolean stopOnRestriction) {
  /** That of a customer whose plan says nothing. */
  public static final SendingPlan NONE = new SendingPlan(Optional.empty(), Optional.empty(), true);

  /** The pace of a session of the plan that says nothing itself. */
  public Pace over(Pace standard) {
    return new Pace(interval.orElse(standard.interval()), burst.orElse(standard.burst()));
  }
}
