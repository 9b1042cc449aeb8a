package io.griot.functions.sending;

import java.time.LocalTime;

/**
 * The hours of a day in which nobody wants to be written to.
 *
 * @param from when they begin
 * @param to when they end; earlier than {@code from} when that is on the next day. The same time
 *     twice is the whole day
 */
public record QuietHours(LocalTime from, LocalTime to) {
  /** Whether they have begun and not ended at this time of the day. */
  public boolean contains(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean on = time.isBefore(to);
    return from.isBefore(to) ? begun && on : begun || on;
  }
}
