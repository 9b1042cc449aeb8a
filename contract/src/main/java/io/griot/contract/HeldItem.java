package io.griot.contract;

/**
 * Attributes of {@link Table#HELD}: messages that a session's host has taken from the session's
 * queue and holds, because their turn has not come or the page is not there. Written and removed by
 * that host; what a dead or stopped one leaves, the next one goes on with. It stands for a message
 * only: how far the command is, is in {@link Table#COMMANDS}.
 */
public final class HeldItem {
  /** S. {@link Generation}, as text. */
  public static final String GENERATION = "generation";

  /** S. {@link #position}: messages of one session in the order in which they were held. */
  public static final String POSITION = "position";

  /** S. {@link CommandId}. */
  public static final String COMMAND_ID = "commandId";

  /** N. {@link Command#attempt}. */
  public static final String ATTEMPT = "attempt";

  /** S. The message's group: those of one group go one after another. */
  public static final String GROUP = "group";

  /** S. The message's body. */
  public static final String BODY = "body";

  /** N, unix ms. Not to be run before. */
  public static final String NOT_BEFORE = "notBefore";

  /** N. {@link Pace#interval} in milliseconds; absent for what keeps no pace. */
  public static final String INTERVAL_MILLIS = "intervalMillis";

  /** N. {@link Pace#burst}; there together with {@link #INTERVAL_MILLIS}. */
  public static final String BURST = "burst";

  /** BOOL. {@link Command.Turn#stops}. Absent: false. */
  public static final String STOPS = "stops";

  /** N, unix ms. {@link Command#startBy} as the message says. */
  public static final String START_BY = "startBy";

  /** S. {@link Operation.Requires}'s name; absent: connected. */
  public static final String REQUIRES = "requires";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  private HeldItem() {}

  /** The value of {@link #POSITION} for a number that is not negative: texts sort as numbers do. */
  public static String position(long number) {
    return "%019d".formatted(number);
  }

  /** The number of a {@link #POSITION}. */
  public static long number(String position) {
    return Long.parseLong(position);
  }
}
