package io.griot.contract;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A part of what keys allow. The catalogue has the scope that each operation needs. */
public enum Scope {
  /** Everything that only reads, but for what shows secrets or a code that links an account. */
  READ,
  /** Everything that changes something in WhatsApp. */
  SEND,
  /** Starting, linking and ending sessions, their settings, and where events go. */
  SESSIONS,
  /** The customer's keys; of an operator, everything that changes something. */
  ADMINISTER;

  /** The scopes of a key that names none, such as one from before there were scopes. */
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
