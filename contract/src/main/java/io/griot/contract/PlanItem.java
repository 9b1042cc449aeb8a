package io.griot.contract;

/** Attributes of {@link Table#PLANS}: the price and limits of a subscription. */
public final class PlanItem {
  /** S. 1 to 40 of {@code a-z 0-9 -}. */
  public static final String PLAN_ID = "planId";

  /** N, a whole number of the currency's minor unit. */
  public static final String PRICE = "price";

  /** S. ISO 4217. */
  public static final String CURRENCY = "currency";

  /** S. ISO 8601, such as {@code P1M}. */
  public static final String PERIOD = "period";

  /** N. The maximum number of sessions with live keys. */
  public static final String LIVE_SESSIONS = "liveSessions";

  /** N. The maximum number of sessions with test keys. */
  public static final String TEST_SESSIONS = "testSessions";

  /** N. The maximum number of requests of one key in a minute. */
  public static final String REQUESTS_PER_MINUTE = "requestsPerMinute";

  /** N. The maximum number of waiting commands of all of a customer's sessions. */
  public static final String WAITING_COMMANDS = "waitingCommands";

  /** N. The maximum number of uploads in a day. */
  public static final String UPLOADS_PER_DAY = "uploadsPerDay";

  private PlanItem() {}
}
