package io.griot.contract;

/**
 * Attributes of {@link Table#SENDING}: how a session sends, one item for each that has sent or has
 * settings of its own; and whom it has written to, one item for each person, while that is asked
 * for. Written by the API alone.
 */
public final class SendingItem {
  /** S. {@link #ofSession} or {@link #ofPerson}. */
  public static final String SCOPE = "scope";

  /** N, unix ms. The theoretical arrival of the next send; see {@link Pace}. Absent: long past. */
  public static final String NEXT_AT = "nextAt";

  /** S. The day that the counters are of, as {@code 2026-11-30} in the settings' time zone. */
  public static final String DAY = "day";

  /** N. How many sends were accepted on that day. */
  public static final String SENT_TODAY = "sentToday";

  /** N. How many of them were the first to somebody. */
  public static final String NEW_TODAY = "newToday";

  /**
   * N. Grows by one whenever the settings change: what was decided by other settings is not stored.
   * Absent: 0.
   */
  public static final String REVISION = "revision";

  /** N. {@link Pace#interval} in milliseconds; absent: the plan's. */
  public static final String INTERVAL_MILLIS = "intervalMillis";

  /** N. {@link Pace#burst}; absent: the plan's. */
  public static final String BURST = "burst";

  /** BOOL. Whether sends stop while WhatsApp restricts the account; absent: the plan's. */
  public static final String STOP_ON_RESTRICTION = "stopOnRestriction";

  /** N. How many people a day may be written to for the first time; absent when not counted. */
  public static final String NEW_PEOPLE_PER_DAY = "newPeoplePerDay";

  /** BOOL. Whether a session that was linked a few days ago is to send less. Absent: false. */
  public static final String WARM_UP = "warmUp";

  /** S. When quiet hours begin, as {@code 21:00}; absent when there are none. */
  public static final String QUIET_FROM = "quietFrom";

  /** S. When quiet hours end; there together with {@link #QUIET_FROM}. */
  public static final String QUIET_TO = "quietTo";

  /** S. The time zone of days and quiet hours, as {@code Africa/Ouagadougou}; absent: UTC. */
  public static final String TIME_ZONE = "timeZone";

  /** N, unix seconds: DynamoDB's time to live. People are forgotten; sessions have none. */
  public static final String EXPIRES_AT = "expiresAt";

  private SendingItem() {}

  /** The scope of one session while it is of this environment. */
  public static String ofSession(SessionId session, Environment environment) {
    return "session:" + session + ":" + environment;
  }

  /** The scope of somebody whom a session has written to; a digest, so that it names nobody. */
  public static String ofPerson(SessionId session, Environment environment, String chat) {
    return "person:" + session + ":" + environment + ":" + Digests.base32(session + " " + chat);
  }
}
