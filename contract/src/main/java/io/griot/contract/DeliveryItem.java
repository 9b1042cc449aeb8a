package io.griot.contract;

import java.time.Instant;
import java.util.Locale;

/**
 * Attributes of deliveries in {@link Table#EVENTS}: how it went with each event that was sent to a
 * webhook. Written by the function that delivers; read by it and by the API. They are sorted by the
 * time when the event came on its queue, and expire as events do ({@link EventLogItem#EXPIRES_AT}).
 */
public final class DeliveryItem {
  /** S. {@link EventId}. */
  public static final String EVENT_ID = "eventId";

  /** S. What kind of event it is. */
  public static final String DATA_TYPE = "dataType";

  /** S. {@link SessionId}; absent when the event concerns no single session. */
  public static final String SESSION_ID = "sessionId";

  /** S. A {@link State}. */
  public static final String STATE = "state";

  /** N. How often it was sent. */
  public static final String ATTEMPTS = "attempts";

  /** N, unix ms. When it was sent first. */
  public static final String FIRST_AT = "firstAt";

  /** N, unix ms. When it was sent last. */
  public static final String LAST_AT = "lastAt";

  /** N, unix ms. When it is sent next; absent when it is not. */
  public static final String NEXT_AT = "nextAt";

  /** N. The status that the receiver answered last; absent when it answered nothing. */
  public static final String STATUS = "status";

  /** S. Why it was not taken; absent when it was. */
  public static final String ERROR = "error";

  /** N. How many milliseconds the last answer took. */
  public static final String LATENCY = "latency";

  /** S. The id of the replay that it is part of; absent of an event's own delivery. */
  public static final String REPLAY = "replay";

  /** How it stands with an event. */
  public enum State {
    DELIVERED,
    /** It was not taken yet, and is sent again. */
    WAITING,
    /** It was not taken, and is not sent again by itself. */
    FAILED;

    /** As customers read it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private DeliveryItem() {}

  /** The deliveries of a customer, as {@link EventLogItem#LOG}. */
  public static String of(CustomerId customer, Environment environment) {
    return "deliveries:" + customer + ":" + environment;
  }

  /**
   * The place of an event's delivery among them, as {@link EventLogItem#POSITION}.
   *
   * @param queued when it came on its queue
   */
  public static String position(Instant queued, EventId event) {
    return "%013d-%s".formatted(queued.toEpochMilli(), event);
  }

  /** When the event of that place came on its queue. */
  public static Instant queued(String position) {
    return Instant.ofEpochMilli(Long.parseLong(position.substring(0, position.indexOf('-'))));
  }
}
