package io.griot.contract.settings;

import io.griot.contract.Names;
import io.griot.contract.net.Cors;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The types of settings, durations and sizes aside: {@link QuantityTypes} has those. */
public final class ValueTypes {
  private ValueTypes() {}

  /**
   * A text of a pattern.
   *
   * @param form see {@link ValueType#form}
   */
  public static ValueType<String> text(String pattern, String form, String example) {
    return new ValueType<>(
        form, example, text -> matching(text, pattern, form), Function.identity());
  }

  /** Both bounds are allowed. */
  public static ValueType<Integer> wholeNumber(int least, int most) {
    String form = "a whole number from %d to %d".formatted(least, most);
    return new ValueType<>(
        form,
        Integer.toString(least),
        text -> {
          int number = Integer.parseInt(matching(text, "\\d{1,9}", form));
          if (number < least || number > most) {
            throw new IllegalArgumentException("out of its bounds");
          }
          return number;
        },
        number -> Integer.toString(number));
  }

  /** A day of the calendar. */
  public static ValueType<LocalDate> date() {
    return new ValueType<>(
        "a date like 2026-01-31", "2026-01-31", LocalDate::parse, LocalDate::toString);
  }

  /** {@code true} or {@code false}. */
  public static ValueType<Boolean> yesOrNo() {
    String form = "true or false";
    return new ValueType<>(
        form,
        "true",
        text -> matching(text, "true|false", form).equals("true"),
        value -> Boolean.toString(value));
  }

  /** One of an enum's constants, by its name. */
  public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
    List<String> names =
        Arrays.stream(constants.getEnumConstants()).map(constant -> constant.name()).toList();
    return new ValueType<>(
        "one of " + String.join(", ", names),
        names.getFirst(),
        text -> Enum.valueOf(constants, text),
        Enum::name);
  }

  /** The address of a page or service. */
  public static ValueType<URI> httpAddress() {
    return address("https?://\\S+", "an http or https address", "http://127.0.0.1:8080/");
  }

  /** The address of a page that is encrypted on its way. */
  public static ValueType<URI> httpsAddress() {
    return address("https://\\S+", "an https address", "https://web.example/");
  }

  private static ValueType<URI> address(String pattern, String form, String example) {
    return new ValueType<>(
        form, example, text -> URI.create(matching(text, pattern, form)), URI::toString);
  }

  /** A file or folder, relative to the process's own folder unless it is absolute. */
  public static ValueType<Path> path() {
    return new ValueType<>("a path", "/data", Path::of, Path::toString);
  }

  /** A program: a path if it has a slash, else the name of one that is looked for. */
  public static ValueType<String> program() {
    return new ValueType<>(
        "the name or path of a program",
        "/usr/bin/ffmpeg",
        text -> Path.of(text).toString(),
        Function.identity());
  }

  /** Folders with colons between them. */
  public static ValueType<List<Path>> folders() {
    return new ValueType<>(
        "folders with colons between them",
        "/usr/bin:/bin",
        text -> Arrays.stream(text.split(":", -1)).map(Path::of).toList(),
        folders -> String.join(":", folders.stream().map(Path::toString).toList()));
  }

  /** Words with spaces between them. */
  public static ValueType<List<String>> words() {
    return new ValueType<>(
        "words with spaces between them",
        "--lang=fr --mute-audio",
        text -> List.of(text.strip().split("\\s+", -1)),
        words -> String.join(" ", words));
  }

  /** A time zone by its name in the tz database. */
  public static ValueType<ZoneId> timeZone() {
    return new ValueType<>(
        "the name of a time zone", "Africa/Abidjan", ZoneId::of, ZoneId::toString);
  }

  /** The prefix of an installation's names. */
  public static ValueType<Names> names() {
    return new ValueType<>("1 to 20 of a-z 0-9 -", "griot", Names::new, Names::prefix);
  }

  /** See {@link Cors#parse}. */
  public static ValueType<Cors> cors() {
    return new ValueType<>(
        "*, none, or origins with commas between them",
        "https://shop.example",
        Cors::parse,
        cors -> cors.isOn() ? String.join(",", cors.origins()) : "none");
  }

  private static String matching(String text, String pattern, String form) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException("not " + form);
    }
    return text;
  }
}
