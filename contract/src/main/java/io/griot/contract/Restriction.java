package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A restriction that WhatsApp puts on an account: a timelock on writing to new people, or a
 * temporary ban. A used-up quota of new chats is not a restriction: it ends with its cycle, and
 * only messages to new people are refused.
 *
 * @param lockedUntil the end of the timelock; empty when there is none
 * @param isBan whether WhatsApp refuses the account's connection; then nothing is sent, whatever
 *     the session's settings say
 * @param bannedUntil the end of the ban; empty when there is none, or WhatsApp did not say
 */
public record Restriction(
    Optional<Instant> lockedUntil, boolean isBan, Optional<Instant> bannedUntil) {
  /**
   * Reads the restriction from an account's limits, the {@code AccountLimits} of {@code
   * openapi.yaml}.
   *
   * @return empty when the account is not restricted, and for a timelock without an end
   */
  public static Optional<Restriction> of(JsonNode limits, Instant now) {
    JsonNode timelock = limits.path("reachoutTimelock");
    Optional<Instant> lockedUntil =
        end(timelock).filter(now::isBefore).filter(end -> timelock.path("active").asBoolean());
    JsonNode ban = limits.path("temporaryBan");
    Optional<Instant> bannedUntil = end(ban);
    boolean isBan = ban.isObject() && bannedUntil.filter(end -> !now.isBefore(end)).isEmpty();
    return isBan || lockedUntil.isPresent()
        ? Optional.of(new Restriction(lockedUntil, isBan, isBan ? bannedUntil : Optional.empty()))
        : Optional.empty();
  }

  /** The end of the whole restriction; empty when WhatsApp did not say. */
  public Optional<Instant> until() {
    return Stream.of(lockedUntil, bannedUntil)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /**
   * The time until which sends stop.
   *
   * @param stops whether the session's sends stop for a timelock; a ban stops all sends
   */
  public Optional<Instant> until(boolean stops) {
    return stops ? until() : bannedUntil;
  }

  private static Optional<Instant> end(JsonNode limit) {
    JsonNode seconds = limit.path("until");
    return seconds.isNumber()
        ? Optional.of(Instant.ofEpochSecond(seconds.asLong()))
        : Optional.empty();
  }
}
