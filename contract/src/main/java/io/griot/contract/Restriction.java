package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How WhatsApp restricts an account: by a timelock towards new people, or a temporary ban. A
 * used-up quota of new chats is no restriction: it ends with its cycle, and nothing but messages to
 * new people is refused for it.
 *
 * @param lockedUntil when the timelock ends; empty when there is none
 * @param isBan whether WhatsApp refuses the account's connection: then nothing goes, whatever the
 *     session's settings say
 * @param bannedUntil when the ban ends; empty when there is none, or WhatsApp did not say
 */
public record Restriction(
    Optional<Instant> lockedUntil, boolean isBan, Optional<Instant> bannedUntil) {
  /**
   * Reads it in an account's limits, the {@code AccountLimits} of {@code openapi.yaml}.
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

  /** When all of it is over; empty when WhatsApp did not say. */
  public Optional<Instant> until() {
    return Stream.of(lockedUntil, bannedUntil)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /**
   * Until when it stops sends.
   *
   * @param stops whether the session's sends stop for a timelock; a ban stops all
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
