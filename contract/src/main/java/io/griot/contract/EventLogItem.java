package io.griot.contract;

import java.time.Duration;

/**
 * Attributes of {@link Table#EVENTS}: the logs of sessions' events, of a customer's events that
 * concern no single session, and the list of a customer's logs. Every item expires.
 *
 * <p>A log is one sequence of positions. An item holds consecutive events: the first has the item's
 * own position, and the next item follows the last. Only the session's owner appends. It writes
 * behind the last item that it knows, on condition that this position is free. So an owner that
 * lost the session cannot append once the next owner has.
 */
public final class EventLogItem {
  /** S. {@link #ofSession} or {@link #ofCustomer}. */
  public static final String LOG = "log";

  /**
   * S. In a log {@link #position}; in a customer's list the session's name, or {@link #ACCOUNT}.
   */
  public static final String POSITION = "position";

  /** N. The number of positions that the item takes. */
  public static final String COUNT = "count";

  /**
   * B. The item's events as {@link LoggedEvent#pack}; absent in the item by which an owner marks
   * its beginning.
   */
  public static final String EVENTS = "events";

  /** N, unix ms. The time at which it was stored. */
  public static final String AT = "at";

  /** N, unix ms. {@link Generation#createdAt} of the session. */
  public static final String GENERATION = "generation";

  /** N. The fencing token of the owner that wrote it. */
  public static final String TOKEN = "token";

  /** S. Random for each write, to recognise it among others of the same owner. */
  public static final String NONCE = "nonce";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  /** The entry of the account's log in its customer's list: no session has such a name. */
  public static final String ACCOUNT = "@account";

  /** The time for which events are kept. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** The maximum number of events in an item. */
  public static final int MAX_EVENTS = 50;

  /**
   * A larger event is stored in S3: from about this size a write to S3 is cheaper than to DynamoDB.
   */
  public static final int MAX_INLINE_CHARACTERS = 16_000;

  /**
   * The maximum number of characters of an item's events, including those in S3; a single event may
   * be larger.
   */
  public static final int MAX_CHARACTERS = 200_000;

  private static final long MICROS_PER_MILLI = 1_000;

  private EventLogItem() {}

  /** The log of a session in an environment. */
  public static String ofSession(SessionId session, Environment environment) {
    return "session:" + session + ":" + environment;
  }

  /** The log of what concerns no single session. Nobody owns it: who appends finds its end. */
  public static String ofAccount(CustomerId customer, Environment environment) {
    return "account:" + customer + ":" + environment;
  }

  /** The list of a customer's logs. */
  public static String ofCustomer(CustomerId customer, Environment environment) {
    return "customer:" + customer + ":" + environment;
  }

  /** A position as a sort key: 16 digits. */
  public static String position(long number) {
    return "%016d".formatted(number);
  }

  /** The number of a position. */
  public static long number(String position) {
    return Long.parseLong(position);
  }

  /**
   * The first position of a log that has no items or none any more. It is greater than any earlier
   * position of the log, because a log grows by less than one event per microsecond.
   */
  public static long first(long unixMillis) {
    return unixMillis * MICROS_PER_MILLI;
  }
}
