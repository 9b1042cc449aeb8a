package io.griot.contract.settings;

import java.util.Map;
import java.util.Optional;

/**
 * A setting that a process reads from an environment variable. Immutable. Two processes may define
 * a setting of the same key differently.
 *
 * @param key the variable's name
 * @param standard the value when the variable is absent or blank; empty when it is required
 * @param shownStandard the text that the documentation shows as the default
 * @param description the meaning, in Markdown, on one line
 */
public record Setting<T>(
    String key, ValueType<T> type, Optional<T> standard, String shownStandard, String description) {

  public Setting {
    if ((description + shownStandard + type.form()).matches("(?s).*[|\\n].*")) {
      throw new IllegalArgumentException(key + ": no cell of a table");
    }
  }

  /** A required setting: without it the process does not start. */
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

  /** A copy with another default. */
  public Setting<T> withStandard(T value) {
    String text = type.formatter().apply(value);
    String shown = text.isEmpty() ? "none" : text.matches("\\d+") ? text : "`" + text + "`";
    return new Setting<>(key, type, Optional.of(value), shown, description);
  }

  /** A copy with another text for the default in the documentation. */
  public Setting<T> withShownStandard(String words) {
    return new Setting<>(key, type, standard, words, description);
  }

  /** A copy with another type, such as other limits. */
  public Setting<T> withType(ValueType<T> other) {
    return new Setting<>(key, other, standard, shownStandard, description);
  }

  /** A copy with another description. */
  public Setting<T> withDescription(String other) {
    return new Setting<>(key, type, standard, shownStandard, other);
  }

  /** The default as text in an environment; empty when there is none. */
  public String standardText() {
    return standard.map(this::format).orElse("");
  }

  /** A value as text in an environment. */
  public String format(T value) {
    return type.formatter().apply(value);
  }

  /** Whether an environment sets it. A blank value counts as not set. */
  public boolean isIn(Map<String, String> environment) {
    return !environment.getOrDefault(key, "").isBlank();
  }

  /**
   * Reads the value from an environment, or returns the default.
   *
   * @throws IllegalArgumentException when it is wrong or missing; the message has the key, the
   *     expected form and an example, never the value, which may be a secret
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
