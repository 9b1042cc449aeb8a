package io.griot.sandbox.world;

/** The delivery state of a message for one recipient; the ordinals grow. */
public enum Ack {
  /** The server has accepted it. */
  SERVER(1),
  /** The recipient's phone has it: two ticks. */
  DEVICE(2),
  /** The recipient has read it: two blue ticks. */
  READ(3);

  private final int wire;

  Ack(int wire) {
    this.wire = wire;
  }

  /** WhatsApp Web's number of the state. */
  public int wire() {
    return wire;
  }
}
