package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads in an account's limits, the {@code AccountLimits} of {@code openapi.yaml}, whether WhatsApp
 * restricts it: by a timelock towards new people, or a temporary ban. A used-up quota of new chats
 * is no restriction: it ends with its cycle, and nothing but messages to new people comes of it.
 */
public final class Restriction {
  private Restriction() {}

  /** Until when the account is restricted; empty when it is not, or nobody knows the end. */
  public static Optional<Instant> until(JsonNode limits, Instant now) {
    JsonNode timelock = limits.path("reachoutTimelock");
    return Stream.of(
            timelock.path("active").asBoolean()
                ? timelock.path("until")
                : MissingNode.getInstance(),
            limits.path("temporaryBan").path("until"))
        .filter(JsonNode::isNumber)
        .map(seconds -> Instant.ofEpochSecond(seconds.asLong()))
        .filter(now::isBefore)
        .max(Comparator.naturalOrder());
  }
}
