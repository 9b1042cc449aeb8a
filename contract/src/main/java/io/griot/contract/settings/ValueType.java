package io.griot.contract.settings;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text form of a type of values in an environment variable. Immutable. {@link ValueTypes} has
 * the usual ones.
 *
 * @param form a description of valid values, to follow "is not" or "it is"
 * @param example a valid text
 * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} for an invalid
 *     text; never called with a blank one
 * @param formatter the inverse of the parser
 */
public record ValueType<T>(
    String form, String example, Function<String, T> parser, Function<T, String> formatter) {

  /** The same type for values that may be absent. A blank text is an absent value. */
  ValueType<Optional<T>> optional() {
    return new ValueType<>(
        form,
        example,
        text -> Optional.of(parser.apply(text)),
        value -> value.map(formatter).orElse(""));
  }

  /** Parses a text; empty when it is invalid. */
  Optional<T> parse(String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
