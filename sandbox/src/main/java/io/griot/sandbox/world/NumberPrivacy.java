package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.griot.sandbox.protocol.Jid;

/** Who is told an account's phone number; those who saved it always know it. */
public record NumberPrivacy(Jid account, ShownTo shownTo) {

  /** Who is told a phone number. */
  public enum ShownTo {
    /** Those who share a private chat: the default. */
    @JsonProperty("partners")
    PARTNERS,
    /** Nobody unasked: only who asks the server about the LID, or by the number itself. */
    @JsonProperty("whoAsks")
    WHO_ASKS,
    /** Nobody but who asks by the number itself: the account goes by a username. */
    @JsonProperty("nobody")
    NOBODY
  }
}
