package io.griot.contract;

import java.time.Duration;
import java.time.LocalDate;

/**
 * Attributes of {@link Table#USAGE}: customers' usage by day, in UTC. Hosts add commands, messages
 * and the running time of sessions; the function that delivers webhooks adds events. A day's usage
 * is the sum of its shards.
 */
public final class UsageItem {
  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link #sliceOf}; sorts by day. */
  public static final String SLICE = "slice";

  /** N. The number of commands that ended at a host, with any outcome. */
  public static final String COMMANDS = "commands";

  /** N. The number of those that sent a message. */
  public static final String MESSAGES = "messages";

  /** N. The number of events that a webhook took. */
  public static final String EVENTS = "events";

  /** N, milliseconds. The total time for which sessions were at a host. */
  public static final String SESSION_MILLIS = "sessionMillis";

  /** N, unix seconds: DynamoDB's time to live, {@link #KEPT} after the day. */
  public static final String EXPIRES_AT = "expiresAt";

  /**
   * The time for which a day's usage is kept, so that a year can be compared with the year before.
   */
  public static final Duration KEPT = Duration.ofDays(400);

  /** The number of items over which a day's writes are spread, so that writers rarely conflict. */
  public static final int SHARDS = 4;

  private UsageItem() {}

  /** A part of a day's usage. */
  public static String sliceOf(LocalDate day, Environment environment, int shard) {
    return day + "#" + environment + "#" + shard;
  }

  /** The day of a {@link #sliceOf}. */
  public static LocalDate dayOf(String slice) {
    return LocalDate.parse(slice.substring(0, slice.indexOf('#')));
  }

  /** The environment of a {@link #sliceOf}. */
  public static Environment environmentOf(String slice) {
    return Environment.valueOf(slice.substring(slice.indexOf('#') + 1, slice.lastIndexOf('#')));
  }
}
