package io.griot.sandbox.protocol;

import java.util.List;

/** What a phone gives a device that it has just linked. */
public record WireHistory(
    List<WireChat> chats,
    List<WireContact> contacts,
    List<WireGroup> groups,
    List<WireMessage> messages,
    List<WireReaction> reactions) {

  /** Copies the lists. */
  public WireHistory {
    chats = List.copyOf(chats);
    contacts = List.copyOf(contacts);
    groups = List.copyOf(groups);
    messages = List.copyOf(messages);
    reactions = List.copyOf(reactions);
  }
}
