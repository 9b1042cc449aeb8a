package io.griot.contract;

import java.time.Instant;
import java.util.Locale;

/**
 * Attributes of deliveries in {@link Table#EVENTS}: the state of each event that was sent to a
 * webhook. The function that delivers writes them; it and the API read them. They are sorted by the
 * time at which the event was queued, and expire as events do ({@link EventLogItem#EXPIRES_AT}).
 */
public final class DeliveryItem {
  /** S. {@link EventId}. */
  public static final String EVENT_ID = "eventId";

  /** S. The event's name. */
  public static final String DATA_TYPE = "dataType";

  /** S. {@link SessionId}; absent when the event concerns no single session. */
  public static final String SESSION_ID = "sessionId";

  /** S. {@link State}'s name. */
  public static final String STATE = "state";

  /** N. The number of attempts. */
  public static final String ATTEMPTS = "attempts";

  /** N, unix ms. The time of the first attempt. */
  public static final String FIRST_AT = "firstAt";

  /** N, unix ms. The time of the last attempt. */
  public static final String LAST_AT = "lastAt";

  /** N, unix ms. The time of the next attempt; absent when there will be none. */
  public static final String NEXT_AT = "nextAt";

  /** N. The HTTP status of the receiver's last answer; absent when there was no answer. */
  public static final String STATUS = "status";

  /** S. The reason why the receiver did not take it; absent after a delivery. */
  public static final String ERROR = "error";

  /** N, milliseconds. The time until the last answer. */
  public static final String LATENCY = "latency";

  /** S. The id of the replay that it belongs to; absent for the event's first delivery. */
  public static final String REPLAY = "replay";

  /** The state of a delivery. */
  public enum State {
    DELIVERED,
    /** The receiver has not taken it yet. It is sent again. */
    WAITING,
    /** The receiver did not take it. It is not sent again automatically. */
    FAILED;

    /** The word that customers read. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private DeliveryItem() {}

  /** The partition of a customer's deliveries, a value of {@link EventLogItem#LOG}. */
  public static String of(CustomerId customer, Environment environment) {
    return "deliveries:" + customer + ":" + environment;
  }

  /**
   * The sort key of an event's delivery, a value of {@link EventLogItem#POSITION}.
   *
   * @param queued the time at which the event was queued
   */
  public static String position(Instant queued, EventId event) {
    return "%013d-%s".formatted(queued.toEpochMilli(), event);
  }

  /** The time at which the event of a {@link #position} was queued. */
  public static Instant queued(String position) {
    return Instant.ofEpochMilli(Long.parseLong(position.substring(0, position.indexOf('-'))));
  }
}
