package io.griot.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A reaction; {@code t} in unix seconds.
 *
 * @param id the reaction's own message id
 * @param target the message reacted to
 * @param sender the LID of the reacting account
 * @param text one emoji; empty when it was removed
 */
public record WireReaction(
    String id, Jid chat, WireTarget target, Jid sender, boolean fromMe, String text, long t) {

  /** The key of the message reacted to, from the receiving account's side. */
  public record WireTarget(String id, boolean fromMe, @Nullable Jid participant) {}
}
