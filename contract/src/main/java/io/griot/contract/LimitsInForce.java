package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Filters an account's limits, the {@code AccountLimits} of {@code openapi.yaml}, by their end. A
 * running page drops a limit that is over; one that is down cannot.
 */
public final class LimitsInForce {
  private LimitsInForce() {}

  /** The limits that are still in force; empty when there are none. */
  public static Optional<ObjectNode> of(ObjectNode limits, Instant now) {
    ObjectNode left = limits.deepCopy();
    if (isOver(limits.path("reachoutTimelock").path("until"), now)) {
      left.putObject("reachoutTimelock").put("active", false).putNull("until").putNull("kind");
    }
    if (isOver(limits.path("newChatQuota").path("cycleEnd"), now)) {
      left.putNull("newChatQuota");
    }
    if (isOver(limits.path("temporaryBan").path("until"), now)) {
      left.putNull("temporaryBan");
    }
    boolean isLimited =
        left.path("reachoutTimelock").path("active").asBoolean()
            || left.path("newChatQuota").isObject()
            || left.path("temporaryBan").isObject();
    return isLimited ? Optional.of(left) : Optional.empty();
  }

  private static boolean isOver(JsonNode seconds, Instant now) {
    return seconds.isNumber() && !Instant.ofEpochSecond(seconds.asLong()).isAfter(now);
  }
}
