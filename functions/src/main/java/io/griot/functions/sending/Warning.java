package io.griot.functions.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A warning about a send. It goes all the same. */
public enum Warning {
  /** More people than the session wants were written to for the first time today. */
  NEW_PEOPLE,
  /** The account was linked a few days ago, and has sent much today. */
  WARM_UP,
  /** It goes in the session's quiet hours. */
  QUIET_HOURS;

  /** How many messages suit the day of the link; twice as many each day after. */
  static final int FIRST_DAY = 20;

  /** From then on there is no bound. */
  static final int WARM_AFTER_DAYS = 7;

  /** The word that callers read. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The warnings that a send is due.
   *
   * @param counted the session's state, this send counted
   * @param goesAt when it goes
   * @param first whether it is the first to somebody
   * @param linkedAt when the account was linked
   */
  public static List<Warning> of(
      SendingState counted, Instant goesAt, boolean first, Optional<Instant> linkedAt) {
    SendingSettings settings = counted.settings();
    List<Warning> due = new ArrayList<>();
    if (first && settings.newPeoplePerDay().filter(most -> counted.newToday() > most).isPresent()) {
      due.add(NEW_PEOPLE);
    }
    if (settings.warmUp()
        && linkedAt.filter(since -> counted.sentToday() > warmUp(since, goesAt)).isPresent()) {
      due.add(WARM_UP);
    }
    if (settings
        .quietHours()
        .filter(hours -> hours.contains(goesAt.atZone(settings.zone()).toLocalTime()))
        .isPresent()) {
      due.add(QUIET_HOURS);
    }
    return List.copyOf(due);
  }

  /** How many messages a day suit an account that was linked then. */
  static long warmUp(Instant linkedAt, Instant now) {
    long days = Math.max(0, Duration.between(linkedAt, now).toDays());
    return days >= WARM_AFTER_DAYS ? Long.MAX_VALUE : (long) FIRST_DAY << days;
  }
}
