package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireLabel;

/**
 * A label that a business account puts on chats; {@code color} is an index of WhatsApp's palette.
 */
public record Label(Jid owner, String id, String name, int color) {

  /** The label on the wire. */
  public WireLabel wire() {
    return new WireLabel(id, name, color);
  }
}
