package io.griot.contract;

import java.util.Locale;

/** The reason why a command is held: the values of {@link CommandItem#HELD_BECAUSE}. */
public enum HeldBecause {
  /** Its session's pace does not allow it yet. */
  PACE,
  /** It waits behind a held command of the same chat. */
  ORDER,
  /** WhatsApp restricts the account, and the session's sends stop until the restriction ends. */
  RESTRICTION;

  /** The word that callers read. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
