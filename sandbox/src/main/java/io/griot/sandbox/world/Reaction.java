package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.griot.sandbox.protocol.Jid;

/**
 * What one account thinks of one message; there is at most one per pair.
 *
 * @param sender LID of who reacts
 * @param id the reaction's own id
 * @param targetSender LID of the message's author
 * @param text one emoji; empty when it was taken back
 * @param t unix seconds
 */
public record Reaction(
    Jid sender, String id, Jid targetSender, String targetId, String text, long t) {

  /** The message. */
  @JsonIgnore
  public MessageKey target() {
    return new MessageKey(targetSender, targetId);
  }
}
