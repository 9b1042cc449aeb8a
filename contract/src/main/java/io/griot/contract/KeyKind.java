package io.griot.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of an API key: its owner and environment. A key begins with its kind. */
public enum KeyKind {
  /** A customer's key for the sandbox. */
  TEST(Optional.of(Environment.TEST)),
  /** A customer's key for WhatsApp itself. */
  LIVE(Optional.of(Environment.LIVE)),
  /** An operator's key for {@code /admin}. */
  ADMIN(Optional.empty());

  @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum is immutable
  private final Optional<Environment> environment;

  KeyKind(Optional<Environment> environment) {
    this.environment = environment;
  }

  /** The environment of a customer's key; empty for an operator's. */
  public Optional<Environment> environment() {
    return environment;
  }

  /** The beginning of a key of this kind. */
  public String prefix() {
    return word() + "_";
  }

  /** Its name in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static KeyKind of(Environment environment) {
    return environment == Environment.LIVE ? LIVE : TEST;
  }

  /** The kind whose prefix a text begins with; empty when there is none. */
  public static Optional<KeyKind> begunBy(String text) {
    return Arrays.stream(values()).filter(kind -> text.startsWith(kind.prefix())).findFirst();
  }

  /** The kind with this {@link #word}. */
  public static Optional<KeyKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
