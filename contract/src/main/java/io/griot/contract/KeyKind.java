package io.griot.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For whom and for which environment a key is: it begins with this. */
public enum KeyKind {
  /** A customer's, for the sandbox. */
  TEST(Optional.of(Environment.TEST)),
  /** A customer's, for WhatsApp itself. */
  LIVE(Optional.of(Environment.LIVE)),
  /** An operator's, for {@code /admin}. */
  ADMIN(Optional.empty());

  @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum
  private final Optional<Environment> environment;

  KeyKind(Optional<Environment> environment) {
    this.environment = environment;
  }

  /** The environment of a customer's key; empty for an operator's. */
  public Optional<Environment> environment() {
    return environment;
  }

  /** How such a key begins. */
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

  /** The kind of a key that begins as a text does; empty when none begins so. */
  public static Optional<KeyKind> begunBy(String text) {
    return Arrays.stream(values()).filter(kind -> text.startsWith(kind.prefix())).findFirst();
  }

  /** The kind of this {@link #word}. */
  public static Optional<KeyKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
