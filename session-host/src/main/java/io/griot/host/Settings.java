package io.griot.host;

import io.griot.host.session.QuietHours;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads typed values from a map of texts and collects everything that is wrong with them. A wrong
 * value reads as some valid one, so that reading can go on; {@link #throwIfWrong} comes last.
 */
final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(MiB|GiB)");
  private static final Pattern HOURS =
      Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d)-((?:[01]\\d|2[0-3]):[0-5]\\d)");
  private static final URI NOWHERE = URI.create("http://nowhere.invalid/");

  /** Where Debian keeps the browsers that its scripts of the same name start. */
  private static final Path DEBIAN = Path.of("/usr/lib/chromium");

  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  Settings(Map<String, String> values) {
    this.values = values;
  }

  void problem(String text) {
    problems.add(text);
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException when anything was wrong; the message names all of it
   */
  void throwIfWrong() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("configuration: " + String.join("; ", problems));
    }
  }

  Optional<String> optionalText(String key, String pattern) {
    return matching(key, pattern, "does not match " + pattern);
  }

  private Optional<String> matching(String key, String pattern, String otherwise) {
    Optional<String> value = Optional.ofNullable(values.get(key)).filter(text -> !text.isBlank());
    if (value.isPresent() && !value.get().matches(pattern)) {
      problem(key + " " + otherwise);
      return Optional.empty();
    }
    return value;
  }

  String text(String key, Optional<String> standard, String pattern) {
    int before = problems.size();
    String otherwise =
        standard.map(one -> "must be like " + one).orElse("does not match " + pattern);
    Optional<String> value = matching(key, pattern, otherwise).or(() -> standard);
    if (value.isEmpty() && problems.size() == before) {
      problem(key + " is not set");
    }
    return value.orElse("");
  }

  Optional<URI> optionalUri(String key) {
    Optional<String> text = optionalText(key, "https?://\\S+");
    try {
      return text.map(URI::create);
    } catch (IllegalArgumentException e) {
      problem(key + " is no address");
      return Optional.empty();
    }
  }

  URI uri(String key, Optional<String> standard) {
    int before = problems.size();
    Optional<URI> value = optionalUri(key).or(() -> standard.map(URI::create));
    if (value.isEmpty() && problems.size() == before) {
      problem(key + " is not set");
    }
    return value.orElse(NOWHERE);
  }

  int count(String key, int standard) {
    String text = text(key, Optional.of(Integer.toString(standard)), "[1-9]\\d{0,3}");
    return text.isEmpty() ? standard : Integer.parseInt(text);
  }

  Duration duration(String key, String standard) {
    Matcher parts = DURATION.matcher(text(key, Optional.of(standard), DURATION.pattern()));
    if (!parts.matches()) {
      return Duration.ofSeconds(1);
    }
    Duration duration = duration(parts);
    if (duration.isZero()) {
      problem(key + " is zero");
    }
    return duration;
  }

  private static Duration duration(Matcher parts) {
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  /** How far a clock is ahead, or behind with a minus; none where nothing is said. */
  Duration shift(String key) {
    String pattern = "-?" + DURATION.pattern();
    String text = text(key, Optional.of("0s"), pattern);
    Matcher parts = DURATION.matcher(text.startsWith("-") ? text.substring(1) : text);
    Duration shift = parts.matches() ? duration(parts) : Duration.ZERO;
    return text.startsWith("-") ? shift.negated() : shift;
  }

  /** Hours of the day, {@code 01:00-05:00}, and the zone that they are of. */
  QuietHours quietHours(String key, String standard, String zoneKey, String standardZone) {
    Matcher parts = HOURS.matcher(text(key, Optional.of(standard), HOURS.pattern()));
    boolean known = parts.matches();
    return new QuietHours(
        known ? LocalTime.parse(parts.group(1)) : LocalTime.MIDNIGHT,
        known ? LocalTime.parse(parts.group(2)) : LocalTime.MIDNIGHT,
        zone(zoneKey, standardZone));
  }

  private ZoneId zone(String key, String standard) {
    try {
      return ZoneId.of(text(key, Optional.of(standard), ".+"));
    } catch (DateTimeException e) {
      problem(key + " is no time zone");
      return ZoneOffset.UTC;
    }
  }

  long bytes(String key, String standard) {
    Matcher parts = BYTES.matcher(text(key, Optional.of(standard), BYTES.pattern()));
    if (!parts.matches()) {
      return 1;
    }
    return Long.parseLong(parts.group(1)) << (parts.group(2).equals("MiB") ? 20 : 30);
  }

  List<String> words(String key) {
    return Stream.of(values.getOrDefault(key, "").split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  Path path(String key, String standard) {
    return Path.of(text(key, Optional.of(standard), ".+")).toAbsolutePath().normalize();
  }

  /** A program by its path, or by its name: Debian's own place for browsers, then the PATH. */
  Path executable(String key, String standard) {
    String program = text(key, Optional.of(standard), ".+");
    if (program.contains("/")) {
      return Path.of(program);
    }
    Stream<Path> path =
        Stream.of(values.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)).map(Path::of);
    return Stream.concat(Stream.of(DEBIAN), path)
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(program));
  }
}
