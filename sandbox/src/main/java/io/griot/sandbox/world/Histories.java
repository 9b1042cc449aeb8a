package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireGroup;
import io.griot.sandbox.protocol.WireHistory;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireReaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a phone hands to a device that was just linked. */
public final class Histories {
  /** Messages per chat; the real phone, too, gives a recent part only. */
  public static final int MESSAGES_PER_CHAT = 200;

  private final Accounts accounts;
  private final Groups groups;
  private final Chats chats;
  private final Messages messages;
  private final Reactions reactions;

  Histories(Accounts accounts, Groups groups, Chats chats, Messages messages, Reactions reactions) {
    this.accounts = accounts;
    this.groups = groups;
    this.chats = chats;
    this.messages = messages;
    this.reactions = reactions;
  }

  /** All chats of the account, with the latest messages of each, oldest first. */
  public WireHistory of(Jid account) {
    List<Chat> listed = chats.of(account);
    List<WireMessage> shown = new ArrayList<>();
    List<WireReaction> reacted = new ArrayList<>();
    Set<Jid> people = new LinkedHashSet<>(accounts.addressBook(account));
    List<WireGroup> joined = new ArrayList<>();
    for (Chat chat : listed) {
      for (Message message : messages.latest(account, chat.id(), MESSAGES_PER_CHAT)) {
        shown.add(messages.wire(message, account));
        people.add(message.sender());
        reactions.to(message.key()).forEach(r -> reacted.add(Reactions.wire(r, message, account)));
      }
      groups
          .find(chat.id())
          .ifPresent(group -> {
            joined.add(groups.wire(group, account));
            group.participants().forEach(p -> people.add(p.lid()));
          });
      if (!chat.id().isGroup()) {
        people.add(chat.id());
      }
    }
    return new WireHistory(
        listed.stream().map(Chat::wire).toList(),
        contacts(account, people),
        joined,
        shown,
        reacted);
  }

  private List<WireContact> contacts(Jid account, Set<Jid> people) {
    return people.stream().map(lid -> accounts.contact(account, accounts.get(lid))).toList();
  }
}
