package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.griot.sandbox.protocol.Jid;

/**
 * A message that its recipients' linked devices cannot decrypt; their phones can.
 *
 * @param sender the author's LID
 * @param until what brings its content to a device
 */
public record Unreadable(Jid sender, String id, Until until) {

  /** What brings the content of an unreadable message. */
  public enum Until {
    /** The author's phone, which encrypts it anew when a device asks for that. */
    @JsonProperty("retry")
    RETRY,
    /** The recipient's own phone alone, when it is asked: the author answers no device. */
    @JsonProperty("resend")
    RESEND
  }
}
