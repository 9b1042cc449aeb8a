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

/** The types of settings without a unit; {@link QuantityTypes} has the others. */
public final class ValueTypes {
  private ValueTypes() {}

  /**
   * A text that matches a regular expression.
   *
   * @param form see {@link ValueType#form}
   */
  public static ValueType<String> text(String pattern, String form, String example) {
    return new ValueType<>(
        form, example, text -> matching(text, pattern, form), Function.identity());
  }

  /** A whole number between two bounds, both included. */
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

  /** The name of one of an enum's constants. */
  public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
    List<String> names =
        Arrays.stream(constants.getEnumConstants()).map(constant -> constant.name()).toList();
    return new ValueType<>(
        "one of " + String.join(", ", names),
        names.getFirst(),
        text -> Enum.valueOf(constants, text),
        Enum::name);
  }

  /** An http or https address. */
  public static ValueType<URI> httpAddress() {
    return address("https?://\\S+", "an http or https address", "http://127.0.0.1:8080/");
  }

  /** An https address. */
  public static ValueType<URI> httpsAddress() {
    return address("https://\\S+", "an https address", "https://web.example/");
  }

  private static ValueType<URI> address(String pattern, String form, String example) {
    return new ValueType<>(
        form, example, text -> URI.create(matching(text, pattern, form)), URI::toString);
  }

  /** A path, relative to the process's working directory unless it is absolute. */
  public static ValueType<Path> path() {
    return new ValueType<>("a path", "/data", Path::of, Path::toString);
  }

  /**
   * A program: a path if it contains a slash, otherwise a name to look for in the program folders.
   */
  public static ValueType<String> program() {
    return new ValueType<>(
        "the name or path of a program",
        "/usr/bin/ffmpeg",
        text -> Path.of(text).toString(),
        Function.identity());
  }

  /** Folders separated by colons. */
  public static ValueType<List<Path>> folders() {
    return new ValueType<>(
        "folders with colons between them",
        "/usr/bin:/bin",
        text -> Arrays.stream(text.split(":", -1)).map(Path::of).toList(),
        folders -> String.join(":", folders.stream().map(Path::toString).toList()));
  }

  /** Words separated by spaces. */
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

  /** A value of {@link Cors#parse}. */
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
