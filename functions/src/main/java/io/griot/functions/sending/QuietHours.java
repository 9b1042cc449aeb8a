package io.griot.functions.sending;

import java.time.LocalTime;

/**
 * The hours of a day in which recipients should not be disturbed.
 *
 * @param from the beginning
 * @param to the end; earlier than {@code from} when it is on the next day. Equal times mean the
 *     whole day
 */
public record QuietHours(LocalTime from, LocalTime to) {
  /** Whether a time of the day is within the hours. */
  public boolean contains(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean on = time.isBefore(to);
    return from.isBefore(to) ? begun && on : begun || on;
  }
}
