package io.griot.functions.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The JSON form of subscriptions in answers and events. */
public final class SubscriptionJson {
  private SubscriptionJson() {}

  /** The lower-case word of a constant: {@code active} for ACTIVE. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a time as ISO 8601 in UTC, to the second; null for an empty one. */
  public static void put(ObjectNode into, String name, Optional<Instant> time) {
    time.ifPresentOrElse(at -> into.put(name, text(at)), () -> into.putNull(name));
  }

  /** Formats a time as ISO 8601 in UTC, to the second. */
  public static String text(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
