package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.world.Unreadable.Until;
import java.util.List;

/** Sends messages to devices again with the same key, encrypted again. */
public final class Resends {
  private final WorldStore store;
  private final Accounts accounts;
  private final Devices devices;
  private final Messages messages;

  Resends(WorldStore store, Accounts accounts, Devices devices, Messages messages) {
    this.store = store;
    this.accounts = accounts;
    this.devices = devices;
    this.messages = messages;
  }

  /** Sends a message that linked devices of its recipients cannot decrypt. */
  public Message sendUnreadable(Jid sender, Draft draft, Until until) {
    store.unreadables.put(new Unreadable(sender, draft.id(), until));
    return messages.send(sender, draft, null);
  }

  /**
   * Handles a device's request to a message's author to encrypt it again. Nothing is sent if the
   * author does not answer.
   */
  public void retry(Device device, MessageKey key) {
    boolean answers =
        store
            .unreadables
            .get(key.toString())
            .filter(unreadable -> unreadable.until() == Until.RETRY)
            .isPresent();
    if (answers) {
      give(device, key);
    }
  }

  /**
   * Handles a device's request to its own phone for messages. Nothing is sent if the phone is off.
   */
  public void fromPhone(Device device, List<MessageKey> keys) {
    if (accounts.get(device.account()).delivers()) {
      keys.forEach(key -> give(device, key));
    }
  }

  private void give(Device device, MessageKey key) {
    Jid account = device.account();
    messages
        .find(key)
        .filter(message -> message.members().contains(account))
        .ifPresent(message ->
            devices.push(
                device.id(),
                new Push.Resent(messages.wire(message, account), contact(account, message))));
  }

  /**
   * Sends a message from the author's phone again to everybody who has it.
   *
   * @param byNumber in a private chat: whether the key names the author by phone number, as before
   *     WhatsApp moved chats to LIDs
   */
  public void repeat(MessageKey key, boolean byNumber) {
    Message message = messages.get(key);
    for (Jid recipient : message.acks().keySet()) {
      WireMessage wire = messages.wire(message, recipient);
      if (byNumber && !message.to().isGroup()) {
        wire = wire.in(accounts.get(message.sender()).pn());
      }
      devices.push(recipient, null, new Push.Resent(wire, contact(recipient, message)));
    }
  }

  private WireContact contact(Jid viewer, Message message) {
    return accounts.contact(viewer, accounts.get(message.sender()));
  }
}
