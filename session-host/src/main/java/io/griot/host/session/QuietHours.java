package io.griot.host.session;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Hours of the day in which accounts are little used. Equal times mean the whole day.
 *
 * @param from start, inclusive
 * @param to end, exclusive; on the next day when it is not later than {@code from}
 * @param zone time zone of both
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  boolean contain(Instant moment) {
    LocalTime time = LocalTime.ofInstant(moment, zone);
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }
}
