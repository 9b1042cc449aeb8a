package io.griot.functions.sending;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The stored state of a session's sends; see {@link io.griot.contract.SendingItem}.
 *
 * @param revision of the settings
 * @param nextAt the theoretical arrival of the next send; see {@link io.griot.contract.Pace}
 * @param day that the counters are of; empty before the first send
 * @param sentToday how many sends were accepted on that day
 * @param newToday how many of them were the first to somebody
 */
public record SendingState(
    SendingSettings settings,
    long revision,
    Instant nextAt,
    Optional<LocalDate> day,
    long sentToday,
    long newToday) {
  /** That of a session that has neither sent nor been set. */
  public static final SendingState NONE =
      new SendingState(SendingSettings.NONE, 0, Instant.EPOCH, Optional.empty(), 0, 0);
}
