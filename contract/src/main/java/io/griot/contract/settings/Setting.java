package io.griot.contract.settings;

import java.util.Map;
import java.util.Optional;

/**
 * One thing that a process can be told by an environment variable. Immutable. Two settings of one
 * key, in two processes, may differ in all but the key.
 *
 * @param key the variable's name
 * @param standard the value where the variable is absent or blank; empty when it is required
 * @param shownStandard what the documentation says in the place of a default
 * @param description what it means, in Markdown, on one line
 */
public record Setting<T>(
    String key, ValueType<T> type, Optional<T> standard, String shownStandard, String description) {

  public Setting {
    if ((description + shownStandard + type.form()).matches("(?s).*[|\\n].*")) {
      throw new IllegalArgumentException(key + ": no cell of a table");
    }
  }

  /** A setting without which the process does not start. */
  public static <T> Setting<T> required(String key, ValueType<T> type, String description) {
    return new Setting<>(key, type, Optional.empty(), "none, required", description);
  }

  /** A setting that may be absent. */
  public static <T> Setting<Optional<T>> optional(
      String key, ValueType<T> type, String description) {
    return new Setting<>(key, type.optional(), Optional.of(Optional.empty()), "none", description);
  }

  /** A setting with a default. */
  public static <T> Setting<T> of(String key, ValueType<T> type, T standard, String description) {
    return required(key, type, description).withStandard(standard);
  }

  /** The same with another default. */
  public Setting<T> withStandard(T value) {
    String text = type.formatter().apply(value);
    String shown = text.isEmpty() ? "none" : text.matches("\\d+") ? text : "`" + text + "`";
    return new Setting<>(key, type, Optional.of(value), shown, description);
  }

  /** The same with these words in the place of the default in the documentation. */
  public Setting<T> withShownStandard(String words) {
    return new Setting<>(key, type, standard, words, description);
  }

  /** The same with other limits. */
  public Setting<T> withType(ValueType<T> other) {
    return new Setting<>(key, other, standard, shownStandard, description);
  }

  /** The same with another meaning. */
  public Setting<T> withDescription(String other) {
    return new Setting<>(key, type, standard, shownStandard, other);
  }

  /** How an environment says the default; empty when there is none. */
  public String standardText() {
    return standard.map(this::format).orElse("");
  }

  /** How an environment says this value. */
  public String format(T value) {
    return type.formatter().apply(value);
  }

  /** Whether an environment says anything about it: a blank value says nothing. */
  public boolean isIn(Map<String, String> environment) {
    return !environment.getOrDefault(key, "").isBlank();
  }

  /**
   * Its value in an environment, or its default.
   *
   * @throws IllegalArgumentException when it is wrong or missing; the message has the key, what it
   *     should be and an example, never the value, which may be a secret
   */
  public T read(Map<String, String> environment) {
    String text = environment.getOrDefault(key, "");
    if (text.isBlank()) {
      return standard.orElseThrow(() ->
          new IllegalArgumentException(
              "%s is missing: it is %s, for example %s".formatted(key, type.form(), example())));
    }
    return type.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s is not %s, for example %s".formatted(key, type.form(), example())));
  }

  private String example() {
    return standardText().isEmpty() ? type.example() : standardText();
  }
}
