package io.griot.sandbox.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.griot.sandbox.protocol.Jid;

/**
 * A reaction of an account to a message; at most one per pair.
 *
 * @param sender the LID of the reacting account
 * @param id the reaction's own id
 * @param targetSender LID of the message's author
 * @param text one emoji; empty when it was removed
 * @param t unix seconds
 */
public record Reaction(
    Jid sender, String id, Jid targetSender, String targetId, String text, long t) {

  /** The message reacted to. */
  @JsonIgnore
  public MessageKey target() {
    return new MessageKey(targetSender, targetId);
  }
}
