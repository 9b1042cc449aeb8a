package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.griot.sandbox.protocol.Jid;

/**
 * A message that its recipients' linked devices cannot decrypt, but their phones can.
 *
 * @param sender the author's LID
 * @param until the way by which a device gets its content
 */
public record Unreadable(Jid sender, String id, Until until) {

  /** The ways by which a device gets the content of an unreadable message. */
  public enum Until {
    /** The author's phone encrypts it again when a device requests it. */
    @JsonProperty("retry")
    RETRY,
    /** Only the recipient's own phone sends it on request: the author answers no device. */
    @JsonProperty("resend")
    RESEND
  }
}
