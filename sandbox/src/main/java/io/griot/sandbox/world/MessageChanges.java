package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits and revocations of messages. */
public final class MessageChanges {
  private final WorldStore store;
  private final Messages messages;
  private final Groups groups;
  private final Clock clock;

  MessageChanges(WorldStore store, Messages messages, Groups groups, Clock clock) {
    this.store = store;
    this.messages = messages;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * Gives an own message a new text.
   *
   * @param mentioned the people mentioned in the new text
   * @throws Refusal {@code NO_SUCH_MESSAGE}, {@code TOO_LONG}
   */
  public Message edit(
      Jid sender, String id, String body, List<Jid> mentioned, @Nullable String origin) {
    if (body.length() > Messages.MAX_BODY) {
      throw new Refusal(Reason.TOO_LONG);
    }
    Message edited =
        store.messages.put(messages.get(new MessageKey(sender, id)).withText(body, mentioned));
    long now = clock.instant().getEpochSecond();
    messages.tellMembers(
        edited,
        sender,
        origin,
        member -> new Push.Edited(edited.chatOf(member), id, body, mentioned, now));
    return edited;
  }

  /**
   * Deletes a message for everyone; its place stays.
   *
   * @param account its author, or an admin of the group it is in
   * @throws Refusal {@code NO_SUCH_MESSAGE}, {@code NOT_A_PARTICIPANT}, {@code NOT_AN_ADMIN}
   */
  public Message revoke(Jid account, MessageKey key, @Nullable String origin) {
    Message message = messages.get(key);
    if (!message.sender().equals(account)) {
      requireAdmin(account, message.to());
    }
    Message revoked = store.messages.put(message.revoked());
    long now = clock.instant().getEpochSecond();
    messages.tellMembers(
        revoked,
        account,
        origin,
        member -> new Push.Revoked(revoked.chatOf(member), key.id(), now));
    return revoked;
  }

  private void requireAdmin(Jid account, Jid chat) {
    if (!chat.isGroup()
        || groups.requireParticipant(groups.get(chat), account).role() == Role.MEMBER) {
      throw new Refusal(Reason.NOT_AN_ADMIN);
    }
  }
}
