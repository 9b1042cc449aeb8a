package io.griot.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/** A reaction: one emoji, or empty when taken back; {@code t} in unix seconds. */
public record WireReaction(
    String id, Jid chat, WireTarget target, Jid sender, boolean fromMe, String text, long t) {

  /** The key of the message reacted to, from the receiving account's side. */
  public record WireTarget(String id, boolean fromMe, @Nullable Jid participant) {}
}
