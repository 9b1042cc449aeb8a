package io.griot.functions.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A warning about a send, which is sent nevertheless. */
public enum Warning {
  /** More new people than the session's setting were written to today. */
  NEW_PEOPLE,
  /** The account was linked recently, and has sent many messages today. */
  WARM_UP,
  /** It is sent in the session's quiet hours. */
  QUIET_HOURS;

  /** The suitable number of messages on the day of linking; it doubles each day. */
  static final int FIRST_DAY = 20;

  /** The number of days after which there is no bound. */
  static final int WARM_AFTER_DAYS = 7;

  /** The word that callers read. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The warnings for a send.
   *
   * @param counted the session's state, this send included
   * @param goesAt the time of the send
   * @param first whether it is the first to a person
   * @param linkedAt the time of the account's linking
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

  /** The suitable number of messages per day for an account linked at a time. */
  static long warmUp(Instant linkedAt, Instant now) {
    long days = Math.max(0, Duration.between(linkedAt, now).toDays());
    return days >= WARM_AFTER_DAYS ? Long.MAX_VALUE : (long) FIRST_DAY << days;
  }
}
