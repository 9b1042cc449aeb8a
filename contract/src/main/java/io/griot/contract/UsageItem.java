package io.griot.contract;

import java.time.Duration;
import java.time.LocalDate;

/**
 * Attributes of {@link Table#USAGE}: how much customers used on each day, in UTC. Hosts add
 * commands, messages and the time that sessions ran; the function that delivers webhooks adds
 * events. What a day came to is the sum of its shards.
 */
public final class UsageItem {
  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link #sliceOf}: sorts by the day. */
  public static final String SLICE = "slice";

  /** N. Commands that ended at a host, whatever their outcome. */
  public static final String COMMANDS = "commands";

  /** N. Those of them that sent a message. */
  public static final String MESSAGES = "messages";

  /** N. Events that a webhook took. */
  public static final String EVENTS = "events";

  /** N, ms. How long sessions were at a host, of all sessions together. */
  public static final String SESSION_MILLIS = "sessionMillis";

  /** N, unix seconds: DynamoDB's time to live, {@link #KEPT} after the day. */
  public static final String EXPIRES_AT = "expiresAt";

  /** How long a day's usage is kept: a year can be compared with the one before. */
  public static final Duration KEPT = Duration.ofDays(400);

  /** Writers of one day are spread over so many items. They seldom meet at one. */
  public static final int SHARDS = 4;

  private UsageItem() {}

  /** A part of a day's usage. */
  public static String sliceOf(LocalDate day, Environment environment, int shard) {
    return day + "#" + environment + "#" + shard;
  }

  /** The day of a slice. */
  public static LocalDate dayOf(String slice) {
    return LocalDate.parse(slice.substring(0, slice.indexOf('#')));
  }

  /** The environment of a slice. */
  public static Environment environmentOf(String slice) {
    return Environment.valueOf(slice.substring(slice.indexOf('#') + 1, slice.lastIndexOf('#')));
  }
}
