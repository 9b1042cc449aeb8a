package io.griot.functions.sending;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The stored state of a session's sends; see {@link io.griot.contract.SendingItem}.
 *
 * @param revision the settings' revision
 * @param nextAt the theoretical arrival of the next send; see {@link io.griot.contract.Pace}
 * @param day the day of the counters; empty before the first send
 * @param sentToday the number of sends accepted on that day
 * @param newToday the number of those that were the first to their recipient
 */
public record SendingState(
    SendingSettings settings,
    long revision,
    Instant nextAt,
    Optional<LocalDate> day,
    long sentToday,
    long newToday) {
  /** The state of a session without sends and settings. */
  public static final SendingState NONE =
      new SendingState(SendingSettings.NONE, 0, Instant.EPOCH, Optional.empty(), 0, 0);
}
