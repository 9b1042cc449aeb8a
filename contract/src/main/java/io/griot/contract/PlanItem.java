package io.griot.contract;

/** Attributes of {@link Table#PLANS}: what a subscription costs and allows. */
public final class PlanItem {
  /** S. 1 to 40 of {@code a-z 0-9 -}. */
  public static final String PLAN_ID = "planId";

  /** N, a whole number of the currency's minor unit. */
  public static final String PRICE = "price";

  /** S. ISO 4217. */
  public static final String CURRENCY = "currency";

  /** S. ISO 8601, as {@code P1M}. */
  public static final String PERIOD = "period";

  /** N. Sessions of live keys. */
  public static final String LIVE_SESSIONS = "liveSessions";

  /** N. Sessions of test keys. */
  public static final String TEST_SESSIONS = "testSessions";

  /** N. Requests of one key in a minute. */
  public static final String REQUESTS_PER_MINUTE = "requestsPerMinute";

  /** N. Commands that wait, of all of a customer's sessions. */
  public static final String WAITING_COMMANDS = "waitingCommands";

  /** N. */
  public static final String UPLOADS_PER_DAY = "uploadsPerDay";

  private PlanItem() {}
}
