package io.griot.functions.fairuse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A day by which amounts are counted, in UTC. */
record UtcDay(LocalDate date) {
  private static final Duration KEPT = Duration.ofDays(1);

  /** The day of a moment. */
  static UtcDay of(Instant moment) {
    return new UtcDay(LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }

  /** The first moment of the next day. */
  Instant ends() {
    return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The time after which its counters are not needed: some clocks are behind. */
  Instant forgottenAt() {
    return ends().plus(KEPT);
  }
}
