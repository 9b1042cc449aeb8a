package io.griot.sandbox.world;

/** How far a message has come with one recipient; the ordinals grow. */
public enum Ack {
  /** The server has it. */
  SERVER(1),
  /** The recipient's phone has it: two ticks. */
  DEVICE(2),
  /** The recipient has read it: two blue ticks. */
  READ(3);

  private final int wire;

  Ack(int wire) {
    this.wire = wire;
  }

  /** WhatsApp Web's number for it. */
  public int wire() {
    return wire;
  }
}
