package io.griot.contract;

/**
 * Attributes of {@link Table#SENDING}: a session's pace and sending settings, one item per session
 * that has sent or has settings; and the people it has written to, one item per person, while a
 * setting needs them. Only the API writes them.
 */
public final class SendingItem {
  /** S. {@link #ofSession} or {@link #ofPerson}. */
  public static final String SCOPE = "scope";

  /** N, unix ms. The theoretical arrival of the next send; see {@link Pace}. Absent: long past. */
  public static final String NEXT_AT = "nextAt";

  /** S. The day of the counters, such as {@code 2026-11-30}, in the settings' time zone. */
  public static final String DAY = "day";

  /** N. The number of sends accepted on that day. */
  public static final String SENT_TODAY = "sentToday";

  /** N. The number of those that were the first to their recipient. */
  public static final String NEW_TODAY = "newToday";

  /**
   * N. Grows by one with each change of the settings. A decision made by older settings is not
   * stored. Absent: 0.
   */
  public static final String REVISION = "revision";

  /** N. {@link Pace#interval} in milliseconds; absent: the plan's. */
  public static final String INTERVAL_MILLIS = "intervalMillis";

  /** N. {@link Pace#burst}; absent: the plan's. */
  public static final String BURST = "burst";

  /** BOOL. Whether sends stop while WhatsApp restricts the account; absent: the plan's. */
  public static final String STOP_ON_RESTRICTION = "stopOnRestriction";

  /**
   * N. The maximum number of people per day who are written to for the first time; absent when they
   * are not counted.
   */
  public static final String NEW_PEOPLE_PER_DAY = "newPeoplePerDay";

  /** BOOL. Whether a recently linked session sends less at first. Absent: false. */
  public static final String WARM_UP = "warmUp";

  /** S. The beginning of quiet hours, such as {@code 21:00}; absent when there are none. */
  public static final String QUIET_FROM = "quietFrom";

  /** S. The end of quiet hours; present together with {@link #QUIET_FROM}. */
  public static final String QUIET_TO = "quietTo";

  /** S. The time zone of days and quiet hours, such as {@code Africa/Ouagadougou}; absent: UTC. */
  public static final String TIME_ZONE = "timeZone";

  /** N, unix seconds: DynamoDB's time to live. Items of people expire; items of sessions do not. */
  public static final String EXPIRES_AT = "expiresAt";

  private SendingItem() {}

  /** The scope of a session in an environment. */
  public static String ofSession(SessionId session, Environment environment) {
    return "session:" + session + ":" + environment;
  }

  /**
   * The scope of a person to whom a session has written. A digest, so that the item identifies
   * nobody.
   */
  public static String ofPerson(SessionId session, Environment environment, String chat) {
    return "person:" + session + ":" + environment + ":" + Digests.base32(session + " " + chat);
  }
}
