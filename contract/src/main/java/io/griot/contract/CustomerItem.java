package io.griot.contract;

/** Attributes of {@link Table#CUSTOMERS}: who pays, and whether they did. */
public final class CustomerItem {
  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@code ACTIVE} or {@code SUSPENDED}; absent while nobody ever paid. */
  public static final String SUBSCRIPTION = "subscription";

  /** N, unix ms; absent when the subscription has no end. After it, a grace period begins. */
  public static final String PAID_UNTIL = "paidUntil";

  /**
   * N, unix ms: when the operator cut them off, whatever they paid and whatever {@link
   * #SUBSCRIPTION} says. Absent while they have not.
   */
  public static final String SUSPENDED_BY_OPERATOR = "suspendedByOperator";

  /** S. What the operator calls them. */
  public static final String NAME = "name";

  /** S. How the operator reaches them. */
  public static final String CONTACT = "contact";

  /** S. The id of their plan; absent: {@link #DEFAULT_PLAN}. */
  public static final String PLAN = "plan";

  /** N, unix ms; absent for customers from before this was noted. */
  public static final String CREATED_AT = "createdAt";

  /** N, 1 to 31. The day on which months of the paid time end, where a month has it. */
  public static final String BILLING_DAY = "billingDay";

  /** S. What the customer was last told of their subscription; absent: nothing. */
  public static final String ANNOUNCED = "announced";

  /** N. How often the customer was told of their subscription; absent: 0. */
  public static final String ANNOUNCEMENTS = "announcements";

  /**
   * N, unix ms: when the operator had the customer deleted. From then on nobody serves them and
   * nobody changes them; the supervisor removes what they have. The item stays, without a name, so
   * that nobody gets the id again. Absent of all others.
   */
  public static final String DELETED_AT = "deletedAt";

  /** M of N. How much of each kind was found when the deletion began, by the kinds' names. */
  public static final String DELETED = "deleted";

  /** SS. The ids of sessions whose remains are waited for. Absent when there are none. */
  public static final String DELETED_SESSIONS = "deletedSessions";

  /** N, unix ms: when nothing of theirs was left. Absent before. */
  public static final String DELETION_DONE_AT = "deletionDoneAt";

  /** N. How many live sessions there may be; absent: as many as the plan says. */
  public static final String LIVE_QUOTA = "liveQuota";

  /** N. How many test sessions there may be; absent: as many as the plan says. */
  public static final String TEST_QUOTA = "testQuota";

  /**
   * N. How many live sessions there are. It changes in one transaction with the session's item.
   * Absent: 0.
   */
  public static final String LIVE_SESSIONS = "liveSessions";

  /** N. How many test sessions there are, as {@link #LIVE_SESSIONS}. */
  public static final String TEST_SESSIONS = "testSessions";

  /**
   * N. The least time between two sends of a session, in milliseconds, where the session has none
   * of its own; 0 for none. Absent: the installation's.
   */
  public static final String SEND_INTERVAL_MILLIS = "sendIntervalMillis";

  /** N. How many sends may go at once, as {@link #SEND_INTERVAL_MILLIS}. */
  public static final String SEND_BURST = "sendBurst";

  /**
   * BOOL. Whether a session's sends stop while WhatsApp restricts its account, where the session
   * does not say. Absent: true.
   */
  public static final String SEND_STOP_ON_RESTRICTION = "sendStopOnRestriction";

  /**
   * M of N. Limits of their own, where they have some: how much of what all share they may use, by
   * the names that limits have. What is not there is as the plan says.
   */
  public static final String LIMITS = "limits";

  /** The plan of a customer who has none of their own. */
  public static final String DEFAULT_PLAN = "standard";

  private CustomerItem() {}

  /** The attribute that counts sessions of an environment. */
  public static String sessionsOf(Environment environment) {
    return environment == Environment.LIVE ? LIVE_SESSIONS : TEST_SESSIONS;
  }

  /** The attribute that limits sessions of an environment. */
  public static String quotaOf(Environment environment) {
    return environment == Environment.LIVE ? LIVE_QUOTA : TEST_QUOTA;
  }
}
