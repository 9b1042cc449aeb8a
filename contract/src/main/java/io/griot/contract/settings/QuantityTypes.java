package io.griot.contract.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of settings that have a unit. The unit is part of the text: durations are written
 * {@code 500ms}, {@code 30s}, {@code 10m} or {@code 2h}, sizes {@code 900MiB} or {@code 2GiB}.
 */
public final class QuantityTypes {
  private static final Pattern DURATION = Pattern.compile("(-?\\d{1,9})(ms|s|m|h)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(MiB|GiB)");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private QuantityTypes() {}

  /** A duration from a millisecond to a year. */
  public static ValueType<Duration> duration() {
    return duration("a duration in ms, s, m or h", SHORTEST, LONGEST);
  }

  /** A duration between two bounds, both included; they may be negative. */
  public static ValueType<Duration> duration(Duration least, Duration most) {
    return duration("a duration from %s to %s".formatted(format(least), format(most)), least, most);
  }

  private static ValueType<Duration> duration(String form, Duration least, Duration most) {
    return new ValueType<>(
        form,
        format(least.isPositive() ? least : most),
        text -> bounded(parseDuration(text), least, most),
        QuantityTypes::format);
  }

  /** A number of seconds without its unit, for settings whose name contains the unit. */
  public static ValueType<Duration> seconds(int least, int most) {
    ValueType<Integer> number = ValueTypes.wholeNumber(least, most);
    return new ValueType<>(
        number.form(),
        number.example(),
        text -> Duration.ofSeconds(number.parser().apply(text)),
        duration -> number.formatter().apply(Math.toIntExact(duration.toSeconds())));
  }

  /** A size in bytes, in whole MiB. */
  public static ValueType<Long> bytes() {
    return new ValueType<>(
        "a size in MiB or GiB", "900MiB", QuantityTypes::parseBytes, QuantityTypes::formatBytes);
  }

  private static Duration bounded(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException("out of its bounds");
    }
    return value;
  }

  private static Duration parseDuration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a duration");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  /** The text in the largest unit that gives a whole number. */
  private static String format(Duration duration) {
    long millis = duration.toMillis();
    if (!duration.equals(Duration.ofMillis(millis))) {
      throw new IllegalArgumentException("not whole milliseconds: " + duration);
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }

  private static long parseBytes(String text) {
    Matcher parts = BYTES.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    long number = Long.parseLong(parts.group(1));
    return number << (parts.group(2).equals("MiB") ? 20 : 30);
  }

  private static String formatBytes(long bytes) {
    if (bytes % (1 << 20) != 0) {
      throw new IllegalArgumentException("not whole MiB: " + bytes);
    }
    return bytes % (1 << 30) == 0 ? (bytes >> 30) + "GiB" : (bytes >> 20) + "MiB";
  }
}
