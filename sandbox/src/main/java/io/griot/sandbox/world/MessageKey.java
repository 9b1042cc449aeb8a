package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * The identity of a message: its author and the id that the author's app gave it. The server and
 * every phone ignore a key that they already have, as the real ones do, so a repeated send with the
 * same id is the same message.
 *
 * @param sender the author's LID
 * @param id 1 to 128 printable ASCII characters without blanks
 */
public record MessageKey(Jid sender, String id) {
  private static final int MAX_LENGTH = 128;

  /** Checks the id's form. */
  public MessageKey {
    if (id.isEmpty()
        || id.length() > MAX_LENGTH
        || !id.chars().allMatch(c -> c > ' ' && c < 127 && c != '/')) {
      throw new Refusal(Refusal.Reason.BAD_MESSAGE_ID);
    }
  }

  @Override
  public String toString() {
    return sender + "/" + id;
  }
}
