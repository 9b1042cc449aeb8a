package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.client.Phone;
import java.util.Map;

/** A chat of the shop with a person who is in no other case. */
record Conversation(Stage stage, Phone other) {

  /** Begins a conversation: the other has written, and the session's page has the message. */
  static Conversation begin(Stage stage, String name) {
    Phone other = stage.newPhone(name);
    other.write(stage.shop.id(), "Hello from " + name);
    Conversation begun = new Conversation(stage, other);
    Stage.patiently().until(() -> begun.inThePage().path("unreadCount").asInt(), n -> n == 1);
    return begun;
  }

  /** The other's phone-number id, as callers write it. */
  String id() {
    return other.id();
  }

  /** Calls an operation of this chat that must succeed. */
  JsonNode call(String operation) {
    return stage.call(operation, Map.of("chatId", id()));
  }

  /** The chat as the API shows it. */
  JsonNode inThePage() {
    return call("clientGetChatById").path("chat");
  }

  /** The chat as the shop's own phone shows it; missing when it does not. */
  JsonNode onShopsPhone() {
    String lid = other.lid();
    return stage.shop.chats().stream()
        .filter(chat -> chat.path("id").asText().equals(lid))
        .findFirst()
        .orElse(Stage.fields(Map.of()).path("none"));
  }

  /** Asserts that API and phone show the same value. */
  void shows(String inThePage, String onThePhone, Object value) {
    assertThat(inThePage().path(inThePage).asText()).isEqualTo(value.toString());
    assertThat(onShopsPhone().path(onThePhone).asText()).isEqualTo(value.toString());
  }
}
