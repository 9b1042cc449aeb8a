package io.griot.sandbox.protocol;

import java.util.List;

/**
 * What a phone gives a device: its chats when it has just linked it, older messages of one when it
 * is asked.
 *
 * @param remaining of which chats the phone has more messages than it has given
 */
public record WireHistory(
    List<WireChat> chats,
    List<WireContact> contacts,
    List<WireGroup> groups,
    List<WireMessage> messages,
    List<WireReaction> reactions,
    List<Remaining> remaining) {

  /** Whether a chat has messages on the phone that are older than those it has given. */
  public record Remaining(Jid chat, boolean more) {}

  /** Copies the lists. */
  public WireHistory {
    chats = List.copyOf(chats);
    contacts = List.copyOf(contacts);
    groups = List.copyOf(groups);
    messages = List.copyOf(messages);
    reactions = List.copyOf(reactions);
    remaining = List.copyOf(remaining);
  }
}
