package io.griot.contract.settings;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;

/**
 * How values of a type are written in an environment variable. Immutable. {@link ValueTypes} has
 * the usual ones.
 *
 * @param form what a value is, to stand after "is not" or "it is"
 * @param example a text that can be parsed
 * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} for any other
 *     text; it is never asked about a blank one
 * @param formatter the inverse: what it writes, the parser reads as the same value
 */
public record ValueType<T>(
    String form, String example, Function<String, T> parser, Function<T, String> formatter) {

  /** Values that may be absent. A blank text is an absent one. */
  ValueType<Optional<T>> optional() {
    return new ValueType<>(
        form,
        example,
        text -> Optional.of(parser.apply(text)),
        value -> value.map(formatter).orElse(""));
  }

  /** Reads a text; empty when it is none of these values. */
  Optional<T> parse(String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
