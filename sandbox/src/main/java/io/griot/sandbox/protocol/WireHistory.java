package io.griot.sandbox.protocol;

import java.util.List;

/**
 * Data that a phone sends a device: its chats after linking, older messages of a chat on request.
 *
 * @param remaining whether chats have more messages on the phone
 */
public record WireHistory(
    List<WireChat> chats,
    List<WireContact> contacts,
    List<WireGroup> groups,
    List<WireMessage> messages,
    List<WireReaction> reactions,
    List<Remaining> remaining) {

  /** Whether the phone has older messages of a chat than those it has sent. */
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
