package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Refusal.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of each phone's chats. Derived from the stored messages, without those that the
 * phone's owner has cleared.
 */
public final class Conversations {
  private final WorldStore store;
  private final Devices devices;
  private final Groups groups;
  private final Chats chats;

  /** Owner|chat to keys, oldest first. */
  private final Map<String, List<String>> conversations = new HashMap<>();

  Conversations(WorldStore store, Devices devices, Groups groups, Chats chats) {
    this.store = store;
    this.devices = devices;
    this.groups = groups;
    this.chats = chats;
    store.messages.all().forEach(this::add);
  }

  /** Adds a new message to the conversations of everybody who has it. */
  void add(Message message) {
    for (Jid member : message.members()) {
      conversationKeys(member, message.chatOf(member)).add(message.key().toString());
    }
  }

  private List<String> conversationKeys(Jid owner, Jid chat) {
    return conversations.computeIfAbsent(
        WorldStore.chatKey(owner.value(), chat.value()), key -> new ArrayList<>());
  }

  /** The account's messages of a chat, oldest first. */
  public List<Message> of(Jid owner, Jid chat) {
    return keys(owner, chat).stream().flatMap(key -> store.messages.get(key).stream()).toList();
  }

  /** The last {@code limit} messages of {@link #of}. */
  public List<Message> latest(Jid owner, Jid chat, int limit) {
    List<String> keys = keys(owner, chat);
    return keys.subList(Math.max(0, keys.size() - limit), keys.size()).stream()
        .flatMap(key -> store.messages.get(key).stream())
        .toList();
  }

  /**
   * Empties a chat for this account only, and tells its devices except one.
   *
   * @throws Refusal {@code NO_SUCH_CHAT}
   */
  public void clear(Jid owner, Jid chat, @Nullable String origin) {
    chats.get(owner, chat);
    hide(owner, chat);
    devices.push(owner, origin, new Push.ChatCleared(chat));
  }

  /**
   * Empties a chat and removes it from the list, for this account only. A later message recreates
   * it without the old messages. Tells the account's devices except one.
   *
   * @throws Refusal {@code NO_SUCH_CHAT}, {@code STILL_A_PARTICIPANT}
   */
  public void delete(Jid owner, Jid chat, @Nullable String origin) {
    chats.get(owner, chat);
    if (groups.find(chat).flatMap(group -> group.participant(owner)).isPresent()) {
      throw new Refusal(Reason.STILL_A_PARTICIPANT);
    }
    hide(owner, chat);
    chats.remove(owner, chat, origin);
  }

  private void hide(Jid owner, Jid chat) {
    store.cleared.put(new Cleared(owner, chat, conversationKeys(owner, chat).size()));
  }

  /** The keys of the account's messages of a chat, oldest first. */
  List<String> keys(Jid owner, Jid chat) {
    String conversation = WorldStore.chatKey(owner.value(), chat.value());
    List<String> keys = conversations.getOrDefault(conversation, List.of());
    int hidden = store.cleared.get(conversation).map(Cleared::messages).orElse(0);
    return Collections.unmodifiableList(keys.subList(hidden, keys.size()));
  }

  /** Whether a person has written to the account in private since a time in unix seconds. */
  public boolean hasWritten(Jid author, Jid account, long since) {
    return conversationKeys(account, author).stream()
        .flatMap(key -> store.messages.get(key).stream())
        .anyMatch(message -> message.sender().equals(author) && message.t() >= since);
  }
}
