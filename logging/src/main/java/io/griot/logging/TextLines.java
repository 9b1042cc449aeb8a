package io.griot.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Writes an event as text for people: time of day, level, class, event and {@code key=value} pairs;
 * then the exception on lines of its own.
 */
final class TextLines extends Lines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  @Override
  String line(ILoggingEvent event) {
    StringBuilder line =
        new StringBuilder(TIME.format(event.getInstant()))
            .append(' ')
            .append(event.getLevel())
            .append(' ')
            .append(shortName(event))
            .append(' ')
            .append(event.getFormattedMessage());
    pairs(event).forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
    exception(event).ifPresent(text -> line.append('\n').append(text));
    return line.toString();
  }
}
