package io.griot.functions.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.dynamo.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The JSON form of usage in answers. */
public final class UsageJson {
  private static final BigDecimal HOUR_MILLIS = BigDecimal.valueOf(3_600_000);

  private UsageJson() {}

  /**
   * Writes a usage into an object.
   *
   * @param prefix the prefix of the fields' names; empty for none
   */
  public static void put(ObjectNode into, String prefix, Usage usage) {
    into.put(name(prefix, "commands"), usage.commands());
    into.put(name(prefix, "messages"), usage.messages());
    into.put(name(prefix, "events"), usage.events());
    into.put(
        name(prefix, "sessionHours"),
        BigDecimal.valueOf(usage.sessions().toMillis())
            .divide(HOUR_MILLIS, 2, RoundingMode.HALF_UP));
  }

  private static String name(String prefix, String name) {
    return prefix.isEmpty()
        ? name
        : prefix + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
