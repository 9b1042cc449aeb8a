package io.griot.contract;

/** Attributes of {@link Table#CUSTOMERS}: customers, their subscriptions and their limits. */
public final class CustomerItem {
  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@code ACTIVE} or {@code SUSPENDED}; absent before the first payment. */
  public static final String SUBSCRIPTION = "subscription";

  /**
   * N, unix ms. The end of the paid time, after which a grace period begins. Absent when the
   * subscription has no end.
   */
  public static final String PAID_UNTIL = "paidUntil";

  /**
   * N, unix ms. The time at which the operator suspended the customer, regardless of payments and
   * of {@link #SUBSCRIPTION}. Absent when not suspended.
   */
  public static final String SUSPENDED_BY_OPERATOR = "suspendedByOperator";

  /** S. The customer's name, for the operator. */
  public static final String NAME = "name";

  /** S. The customer's address, phone number or the like, for the operator. */
  public static final String CONTACT = "contact";

  /** S. The id of the customer's plan; absent: {@link #DEFAULT_PLAN}. */
  public static final String PLAN = "plan";

  /** N, unix ms; absent for customers made before this attribute existed. */
  public static final String CREATED_AT = "createdAt";

  /**
   * N, 1 to 31. The day of the month on which paid time ends, or the month's last day where it is
   * shorter.
   */
  public static final String BILLING_DAY = "billingDay";

  /** S. The last news of the subscription that the customer was sent; absent: none. */
  public static final String ANNOUNCED = "announced";

  /** N. The number of times the customer was sent news of the subscription; absent: 0. */
  public static final String ANNOUNCEMENTS = "announcements";

  /**
   * N, unix ms. The time at which the operator deleted the customer; absent otherwise. From then on
   * the customer is neither served nor changed, and the supervisor removes everything the customer
   * has. The item stays, without a name, so that its id is never given again.
   */
  public static final String DELETED_AT = "deletedAt";

  /** M of N. The number of things found when the deletion began, by kind. */
  public static final String DELETED = "deleted";

  /**
   * SS. The ids of ended sessions whose queue and objects are not removed yet. Absent when there
   * are none.
   */
  public static final String DELETED_SESSIONS = "deletedSessions";

  /** N, unix ms. The time at which the deletion was complete; absent before. */
  public static final String DELETION_DONE_AT = "deletionDoneAt";

  /** N. The maximum number of live sessions; absent: the plan's. */
  public static final String LIVE_QUOTA = "liveQuota";

  /** N. The maximum number of test sessions; absent: the plan's. */
  public static final String TEST_QUOTA = "testQuota";

  /**
   * N. The number of live sessions. It changes in one transaction with the session's item. Absent:
   * 0.
   */
  public static final String LIVE_SESSIONS = "liveSessions";

  /** N. The number of test sessions, as {@link #LIVE_SESSIONS}. */
  public static final String TEST_SESSIONS = "testSessions";

  /**
   * N, milliseconds. The minimum time between two sends of a session that has no setting of its
   * own; 0 for none. Absent: the installation's.
   */
  public static final String SEND_INTERVAL_MILLIS = "sendIntervalMillis";

  /** N. The number of sends that may go at once, as {@link #SEND_INTERVAL_MILLIS}. */
  public static final String SEND_BURST = "sendBurst";

  /**
   * BOOL. Whether sends stop while WhatsApp restricts the account, for sessions without a setting
   * of their own. Absent: true.
   */
  public static final String SEND_STOP_ON_RESTRICTION = "sendStopOnRestriction";

  /**
   * M of N. Limits that differ from the plan's, by the limits' names. A limit that is absent is the
   * plan's.
   */
  public static final String LIMITS = "limits";

  /** The plan of a customer without {@link #PLAN}. */
  public static final String DEFAULT_PLAN = "standard";

  private CustomerItem() {}

  /** The attribute that counts the sessions of an environment. */
  public static String sessionsOf(Environment environment) {
    return environment == Environment.LIVE ? LIVE_SESSIONS : TEST_SESSIONS;
  }

  /** The attribute that limits the sessions of an environment. */
  public static String quotaOf(Environment environment) {
    return environment == Environment.LIVE ? LIVE_QUOTA : TEST_QUOTA;
  }
}
