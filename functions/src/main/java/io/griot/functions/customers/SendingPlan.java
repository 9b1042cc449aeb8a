package io.griot.functions.customers;

import io.griot.contract.Pace;
import java.time.Duration;
import java.util.Optional;

/**
 * The sending limits of a customer's plan.
 *
 * @param interval {@link Pace#interval}; empty: the installation's
 * @param burst {@link Pace#burst}; empty: the installation's
 * @param stopOnRestriction whether sends stop while WhatsApp restricts the account
 */
public record SendingPlan(
    Optional<Duration> interval, Optional<Integer> burst, boolean stopOnRestriction) {
  /** The value for a customer whose plan sets none. */
  public static final SendingPlan NONE = new SendingPlan(Optional.empty(), Optional.empty(), true);

  /** The pace of the plan's sessions that set none themselves. */
  public Pace over(Pace standard) {
    return new Pace(interval.orElse(standard.interval()), burst.orElse(standard.burst()));
  }
}
