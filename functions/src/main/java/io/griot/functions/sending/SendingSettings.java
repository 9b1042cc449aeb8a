package io.griot.functions.sending;

import io.griot.contract.Pace;
import io.griot.functions.customers.SendingPlan;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A session's own settings for its sends.
 *
 * @param interval {@link Pace#interval}; empty: the plan's
 * @param burst {@link Pace#burst}; empty: the plan's
 * @param newPeoplePerDay the number of new people per day above which a warning is given; empty:
 *     never
 * @param warmUp whether a warning is given for more messages than suit a new link
 * @param quietHours the hours for which a warning is given
 * @param zone the time zone of days and hours
 * @param stopOnRestriction whether sends stop while WhatsApp restricts the account; empty: the
 *     plan's
 */
public record SendingSettings(
    Optional<Duration> interval,
    Optional<Integer> burst,
    Optional<Integer> newPeoplePerDay,
    boolean warmUp,
    Optional<QuietHours> quietHours,
    ZoneId zone,
    Optional<Boolean> stopOnRestriction) {
  /** The settings of a session without its own. */
  public static final SendingSettings NONE =
      new SendingSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          ZoneOffset.UTC,
          Optional.empty());

  /** Whether the session's sends stop while WhatsApp restricts the account. */
  public boolean stops(SendingPlan plan) {
    return stopOnRestriction.orElse(plan.stopOnRestriction());
  }

  /** The session's pace, given the default. */
  public Pace pace(Pace plan) {
    return new Pace(interval.orElse(plan.interval()), burst.orElse(plan.burst()));
  }
}
