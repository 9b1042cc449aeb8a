package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireChat;
import java.util.List;

/**
 * A chat as its owner's phone lists it.
 *
 * @param owner the account's LID
 * @param id the peer's LID, or a group
 * @param t unix seconds of the last activity
 * @param unreadCount the number of unread incoming messages; -1 when marked as unread by hand
 * @param pin unix milliseconds of the pinning, 0 when not pinned
 * @param muteExpiration unix seconds, 0 for not muted, -1 for always
 * @param labels ids of the labels it carries, on a business account
 */
public record Chat(
    Jid owner,
    Jid id,
    long t,
    int unreadCount,
    boolean archived,
    long pin,
    long muteExpiration,
    List<String> labels) {

  /** Copies the labels; worlds stored before labels existed have none. */
  @SuppressWarnings("ConstantValue") // an old journal may lack them, whatever the type says
  public Chat {
    labels = labels == null ? List.of() : List.copyOf(labels);
  }

  static Chat of(Jid owner, Jid id, long t) {
    return new Chat(owner, id, t, 0, false, 0, 0, List.of());
  }

  Chat at(long time) {
    return new Chat(
        owner, id, Math.max(t, time), unreadCount, archived, pin, muteExpiration, labels);
  }

  Chat unread(int count) {
    return new Chat(owner, id, t, count, archived, pin, muteExpiration, labels);
  }

  Chat labelled(List<String> ids) {
    return new Chat(owner, id, t, unreadCount, archived, pin, muteExpiration, ids);
  }

  /** The chat in the wire's form. */
  public WireChat wire() {
    return new WireChat(id, t, unreadCount, archived, pin, muteExpiration, labels);
  }
}
