package io.griot.host.session;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours of the day in which accounts are little used. Equal times are the whole day.
 *
 * @param from the first moment
 * @param to the first moment after them, on the next day when it is not later than {@code from}
 * @param zone where it is that time
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  boolean contain(Instant moment) {
    LocalTime time = LocalTime.ofInstant(moment, zone);
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }
}
