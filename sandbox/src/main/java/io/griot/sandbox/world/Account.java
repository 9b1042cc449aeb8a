package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.protocol.WireAccount;
import org.jspecify.annotations.Nullable;

/**
 * A person or business with a phone.
 *
 * @param delivers whether the phone is on: it confirms messages (ack 2) after the receipt delay
 * @param readsAtOnce whether its owner reads everything on arrival (ack 3), after a second delay
 */
public record Account(
    Jid lid,
    Jid pn,
    String pushname,
    Platform platform,
    String about,
    boolean delivers,
    boolean readsAtOnce) {

  /** Checks the kinds of the addresses. */
  public Account {
    if (!pn.isPn() || lid.isPn() || lid.isGroup()) {
      throw new IllegalArgumentException("an account has a phone number and a LID");
    }
  }

  /** A copy with another public name, if one is given. */
  Account called(@Nullable String name) {
    return name == null ? this : new Account(lid, pn, name, platform, about, delivers, readsAtOnce);
  }

  /** A copy with another about text, if one is given. */
  Account saying(@Nullable String text) {
    return text == null
        ? this
        : new Account(lid, pn, pushname, platform, text, delivers, readsAtOnce);
  }

  /** The account as its own page sees it. */
  public WireAccount wire() {
    return new WireAccount(pn, lid, pushname, platform, platform.isBusiness());
  }
}
