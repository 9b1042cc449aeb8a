package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records that messages were delivered and read, and tells their authors. */
public final class Receipts {
  private final WorldStore store;
  private final Outbox outbox;
  private final Devices devices;
  private final Channels channels;
  private final Chats chats;
  private final Conversations conversations;
  private final Clock clock;

  Receipts(
      WorldStore store,
      Outbox outbox,
      Devices devices,
      Channels channels,
      Chats chats,
      Conversations conversations,
      Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.devices = devices;
    this.channels = channels;
    this.chats = chats;
    this.conversations = conversations;
    this.clock = clock;
  }

  /** Records that the recipient's phone has the message; no effect if it had it before. */
  public void delivered(Jid recipient, MessageKey key) {
    store
        .messages
        .get(key.toString())
        .ifPresent(message -> raise(recipient, List.of(message), Ack.DEVICE));
  }

  /**
   * Marks a chat's incoming messages as read by the account.
   *
   * @param ids only these; empty for all
   * @param origin the device that does so, null for the phone
   */
  public void read(Jid account, Jid chat, Set<String> ids, @Nullable String origin) {
    if (chat.isChannel()) {
      channels.read(account, chat);
      return;
    }
    List<Message> fresh =
        conversations.keys(account, chat).stream()
            .flatMap(key -> store.messages.get(key).stream())
            .filter(m -> !m.sender().equals(account) && m.ackOf(account) != Ack.READ)
            .filter(m -> ids.isEmpty() || ids.contains(m.id()))
            .toList();
    raise(account, fresh, Ack.READ);
    if (chats.find(account, chat).isPresent()) {
      chats.updateAndTell(
          account,
          chat,
          origin,
          c -> c.unread(ids.isEmpty() ? 0 : Math.max(0, c.unreadCount() - fresh.size())));
    }
  }

  /** Raises the ack of messages, with one receipt per author and resulting ack. */
  private void raise(Jid recipient, List<Message> messages, Ack ack) {
    Map<Receipt, List<String>> receipts = new LinkedHashMap<>();
    for (Message before : messages) {
      Ack reached = before.acks().get(recipient);
      if (reached == null || reached.compareTo(ack) >= 0) {
        continue;
      }
      Message after = store.messages.put(before.with(recipient, ack));
      outbox.add(new WorldEvent.Changed(recipient));
      Receipt receipt = new Receipt(after.sender(), after.to(), after.ack());
      receipts.computeIfAbsent(receipt, r -> new ArrayList<>()).add(after.id());
    }
    receipts.forEach((receipt, ids) -> tell(receipt, ids, recipient, ack));
  }

  /** The common parts of a receipt's messages: author, chat, and the ack after it. */
  private record Receipt(Jid sender, Jid chat, Ack messageAck) {}

  private void tell(Receipt receipt, List<String> ids, Jid from, Ack ack) {
    long now = clock.instant().getEpochSecond();
    devices.push(
        receipt.sender(),
        null,
        new Push.Receipt(receipt.chat(), ids, ack.wire(), receipt.messageAck().wire(), from, now));
  }
}
