package io.griot.contract;

import java.util.Locale;

/** Why a command is held: the values of {@link CommandItem#HELD_BECAUSE}. */
public enum HeldBecause {
  /** Its session has sent as much as its pace allows; its turn comes. */
  PACE,
  /** It waits behind a held one of the same chat. */
  ORDER,
  /** WhatsApp restricts the account, and its sends stop until that is over. */
  RESTRICTION;

  /** The word that callers read. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
