package io.griot.contract;

import java.time.Duration;

/**
 * Attributes of {@link Table#EVENTS}: the logs of sessions' events, of a customer's events that
 * concern no single session, and the list of a customer's logs. Every item expires.
 *
 * <p>A log has one sequence of positions. An item holds some events in a row: those of the
 * positions from its own on. The next item's position follows the last of them. Only the session's
 * owner appends, each time behind the last item that it knows, on condition that nobody is there
 * yet. So an owner that lost the session cannot append any more once the next one has.
 */
public final class EventLogItem {
  /** S. {@link #ofSession} or {@link #ofCustomer}. */
  public static final String LOG = "log";

  /**
   * S. Of a log {@link #position}; of a customer's list the session's name, or {@link #ACCOUNT}.
   */
  public static final String POSITION = "position";

  /** N. How many positions the item takes. */
  public static final String COUNT = "count";

  /** B. Its events, as {@link LoggedEvent#pack}; absent where an owner only marks its beginning. */
  public static final String EVENTS = "events";

  /** N, unix ms. When it was stored. */
  public static final String AT = "at";

  /** N, unix ms. When the session's generation was created. */
  public static final String GENERATION = "generation";

  /** N. The fencing token of the owner that wrote it. */
  public static final String TOKEN = "token";

  /** S. Tells the write from others of the same owner. */
  public static final String NONCE = "nonce";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  /** The entry of the account's log in its customer's list: no session has such a name. */
  public static final String ACCOUNT = "@account";

  /** How long events are kept. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** The most events of an item. */
  public static final int MAX_EVENTS = 50;

  /** A larger event is an object in S3: from about here on a write there is cheaper than here. */
  public static final int MAX_INLINE_CHARACTERS = 16_000;

  /** The most characters of an item's events, with those in S3; one event may be larger. */
  public static final int MAX_CHARACTERS = 200_000;

  private static final long MICROS_PER_MILLI = 1_000;

  private EventLogItem() {}

  /** The log of a session while it is of this environment. */
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
   * Where a log begins that has no items (any more). It is behind all positions that the log ever
   * had, because a log gets fewer events than microseconds pass.
   */
  public static long first(long unixMillis) {
    return unixMillis * MICROS_PER_MILLI;
  }
}
