package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireLabel;

/** A business account's label for chats; {@code color} is an index of WhatsApp's palette. */
public record Label(Jid owner, String id, String name, int color) {

  /** The label in the wire's form. */
  public WireLabel wire() {
    return new WireLabel(id, name, color);
  }
}
