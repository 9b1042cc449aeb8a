package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireMessage;
import java.util.HashSet;
import java.util.Set;

/** Delivers messages: stores them in recipients' chats and queues them for their devices. */
public final class Arrivals {
  private final WorldStore store;
  private final Outbox outbox;
  private final Accounts accounts;
  private final Devices devices;
  private final Channels channels;
  private final Chats chats;

  /** The notifications that phones showed: recipient|key. Not stored on disk. */
  private final Set<String> notified = new HashSet<>();

  Arrivals(
      WorldStore store,
      Outbox outbox,
      Accounts accounts,
      Devices devices,
      Channels channels,
      Chats chats) {
    this.store = store;
    this.outbox = outbox;
    this.accounts = accounts;
    this.devices = devices;
    this.channels = channels;
    this.chats = chats;
  }

  /** Delivers a new message to a recipient. */
  void arrive(Message message, Jid recipient) {
    if (message.to().isStatus()) {
      // Shown only on phones: the sandbox's linked devices show no status posts of others.
      outbox.add(new WorldEvent.Changed(recipient));
      return;
    }
    if (message.to().isChannel()) {
      channels.count(recipient, message.to());
      devices.push(recipient, null, new Push.Message(wire(message, recipient), null));
      return;
    }
    chats.update(
        recipient,
        message.chatOf(recipient),
        chat -> chat.at(message.t()).unread(Math.max(0, chat.unreadCount()) + 1));
    // After the chat is created, because a stranger's first message shows the number too.
    WireContact sender = accounts.contact(recipient, accounts.get(message.sender()));
    WireMessage shown = wire(message, recipient);
    devices.push(
        recipient,
        null,
        store.unreadables.get(message.key().toString()).isPresent()
            ? new Push.Unreadable(shown.hidden(), sender)
            : new Push.Message(shown, sender));
    if (!devices.isAvailable(recipient)) {
      notified.add(recipient.value() + "|" + message.key());
    }
    outbox.add(new WorldEvent.Awaiting(recipient, message.key()));
  }

  /**
   * Whether the recipient's phone showed a notification for the message. It shows none while a
   * linked device is in use.
   */
  public boolean wasNotified(Jid recipient, MessageKey key) {
    return notified.contains(recipient.value() + "|" + key);
  }

  private WireMessage wire(Message message, Jid recipient) {
    return message.wire(recipient, accounts.get(message.sender()).pushname());
  }
}
