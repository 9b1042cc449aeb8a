package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireChat;

/**
 * A chat as its owner's phone lists it.
 *
 * @param owner the account's LID
 * @param id the peer's LID, or a group
 * @param t unix seconds of the last activity
 * @param unreadCount incoming messages not read yet; -1 when marked as unread by hand
 * @param pin unix seconds of the pinning, 0 when not pinned
 * @param muteExpiration unix seconds, 0 for not muted, -1 for always
 */
public record Chat(
    Jid owner, Jid id, long t, int unreadCount, boolean archived, long pin, long muteExpiration) {

  static Chat of(Jid owner, Jid id, long t) {
    return new Chat(owner, id, t, 0, false, 0, 0);
  }

  Chat at(long time) {
    return new Chat(owner, id, Math.max(t, time), unreadCount, archived, pin, muteExpiration);
  }

  Chat unread(int count) {
    return new Chat(owner, id, t, count, archived, pin, muteExpiration);
  }

  /** The chat on the wire. */
  public WireChat wire() {
    return new WireChat(id, t, unreadCount, archived, pin, muteExpiration);
  }
}
