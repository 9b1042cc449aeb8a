package io.griot.contract;

/**
 * Attributes of {@link Table#HELD}: messages that a session's host has received from the queue and
 * holds, because their turn has not come or there is no page. The host writes and removes them. The
 * next host continues with those that a dead or stopped host left. An item stands for a message
 * only; the command's state is in {@link Table#COMMANDS}.
 */
public final class HeldItem {
  /** S. {@link Generation}, as text. */
  public static final String GENERATION = "generation";

  /** S. {@link #position}: the messages of one session in the order in which they were held. */
  public static final String POSITION = "position";

  /** S. {@link CommandId}. */
  public static final String COMMAND_ID = "commandId";

  /** N. {@link Command#attempt}. */
  public static final String ATTEMPT = "attempt";

  /** S. The message's group: messages of one group run one after another. */
  public static final String GROUP = "group";

  /** S. The message's body. */
  public static final String BODY = "body";

  /** N, unix ms. The earliest time at which it may run. */
  public static final String NOT_BEFORE = "notBefore";

  /** N, milliseconds. {@link Pace#interval}; absent for a command that keeps no pace. */
  public static final String INTERVAL_MILLIS = "intervalMillis";

  /** N. {@link Pace#burst}; present together with {@link #INTERVAL_MILLIS}. */
  public static final String BURST = "burst";

  /** BOOL. {@link Command.Turn#stops}. Absent: false. */
  public static final String STOPS = "stops";

  /** N, unix ms. {@link Command#startBy} as in the message. */
  public static final String START_BY = "startBy";

  /** S. {@link Operation.Requires}'s name; absent: connected. */
  public static final String REQUIRES = "requires";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  private HeldItem() {}

  /**
   * The value of {@link #POSITION} for a number that is not negative, so that texts sort as the
   * numbers do.
   */
  public static String position(long number) {
    return "%019d".formatted(number);
  }

  /** The number of a {@link #POSITION}. */
  public static long number(String position) {
    return Long.parseLong(position);
  }
}
