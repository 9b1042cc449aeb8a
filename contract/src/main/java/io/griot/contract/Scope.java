package io.griot.contract;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A permission of an API key. The catalogue names the scope that each operation needs. */
public enum Scope {
  /** All reads, except those that return secrets or a code that links an account. */
  READ,
  /** All changes in WhatsApp. */
  SEND,
  /** Starting, linking and ending sessions, their settings, and the webhooks. */
  SESSIONS,
  /** The customer's keys; for an operator's key, all changes. */
  ADMINISTER;

  /** The scopes of a key that names none, such as a key made before scopes existed. */
  public static final Set<Scope> USUAL =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(ADMINISTER)));

  /** The scopes of a key that allows everything. */
  public static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));

  /** Its name in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of this {@link #word}. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }
}
