package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.WireChat;
import io.griot.sandbox.protocol.WireContact;
import io.griot.sandbox.protocol.WireGroup;
import io.griot.sandbox.protocol.WireHistory;
import io.griot.sandbox.protocol.WireHistory.Remaining;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireReaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The histories that a phone sends its devices: after linking, and on request. */
public final class Histories {
  /** The number of messages per chat; the real phone, too, sends only a recent part. */
  public static final int MESSAGES_PER_CHAT = 200;

  /** The number of older messages that a phone sends per request. */
  public static final int MESSAGES_ON_DEMAND = 50;

  private final Accounts accounts;
  private final Groups groups;
  private final Chats chats;
  private final Messages messages;
  private final Conversations conversations;
  private final Reactions reactions;

  Histories(
      Accounts accounts,
      Groups groups,
      Chats chats,
      Messages messages,
      Conversations conversations,
      Reactions reactions) {
    this.accounts = accounts;
    this.groups = groups;
    this.chats = chats;
    this.messages = messages;
    this.conversations = conversations;
    this.reactions = reactions;
  }

  /** All chats of the account, each with its latest messages, oldest first. */
  public WireHistory of(Jid account) {
    List<Chat> listed = chats.of(account);
    Part part = new Part(account);
    List<WireGroup> joined = new ArrayList<>();
    List<Remaining> remaining = new ArrayList<>();
    part.people.addAll(accounts.addressBook(account));
    for (Chat chat : listed) {
      List<Message> all = conversations.of(account, chat.id());
      int first = Math.max(0, all.size() - MESSAGES_PER_CHAT);
      part.add(all.subList(first, all.size()));
      remaining.add(new Remaining(chat.id(), first > 0));
      groups
          .find(chat.id())
          .ifPresent(group -> {
            joined.add(groups.wire(group, account));
            group.participants().forEach(p -> part.people.add(p.lid()));
          });
      if (!chat.id().isGroup()) {
        part.people.add(chat.id());
      }
    }
    return part.history(listed.stream().map(Chat::wire).toList(), joined, remaining);
  }

  /**
   * The messages of a chat that are older than a given one, oldest first; empty if the phone is
   * off.
   *
   * @param before the id of that message; null for the latest messages
   */
  public Optional<WireHistory> older(Jid account, Jid chat, @Nullable String before) {
    if (!accounts.get(account).delivers()) {
      return Optional.empty();
    }
    List<Message> all = conversations.of(account, chat);
    int end = before == null ? all.size() : place(all, before);
    int first = Math.max(0, end - MESSAGES_ON_DEMAND);
    Part part = new Part(account);
    part.add(all.subList(first, end));
    return Optional.of(part.history(List.of(), List.of(), List.of(new Remaining(chat, first > 0))));
  }

  private static int place(List<Message> all, String id) {
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).id().equals(id))
        .findFirst()
        .orElse(0);
  }

  /** Collects messages and everything that belongs to them. */
  private final class Part {
    private final Jid account;
    private final List<WireMessage> shown = new ArrayList<>();
    private final List<WireReaction> reacted = new ArrayList<>();
    private final Set<Jid> people = new LinkedHashSet<>();

    private Part(Jid account) {
      this.account = account;
    }

    private void add(List<Message> all) {
      for (Message message : all) {
        shown.add(messages.wire(message, account));
        people.add(message.sender());
        reacted.addAll(reactions.shown(message, account));
      }
    }

    private WireHistory history(
        List<WireChat> listed, List<WireGroup> joined, List<Remaining> remaining) {
      List<WireContact> contacts =
          people.stream().map(lid -> accounts.contact(account, accounts.get(lid))).toList();
      return new WireHistory(listed, contacts, joined, shown, reacted, remaining);
    }
  }
}
