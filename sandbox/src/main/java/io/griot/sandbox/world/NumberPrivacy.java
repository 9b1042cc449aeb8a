package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.griot.sandbox.protocol.Jid;

/**
 * The setting to whom an account's phone number is shown. An account that saved it always knows it.
 */
public record NumberPrivacy(Jid account, ShownTo shownTo) {

  /** The accounts to which a phone number is shown. */
  public enum ShownTo {
    /** The partners of private chats: the default. */
    @JsonProperty("partners")
    PARTNERS,
    /** Only accounts that ask the server about the LID, or by the number itself. */
    @JsonProperty("whoAsks")
    WHO_ASKS,
    /** Only accounts that ask by the number itself: the account uses a username. */
    @JsonProperty("nobody")
    NOBODY
  }
}
