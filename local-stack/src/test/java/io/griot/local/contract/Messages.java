package io.griot.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.client.Phone;
import java.util.Map;

/** Sends messages of the session, waits for them, and reads them on either side. */
final class Messages {
  private Messages() {}

  /**
   * Sends a message that must be accepted.
   *
   * @return the message as the API answers it
   */
  static JsonNode send(Stage stage, String chat, String contentType, Object content) {
    return stage
        .call(
            "clientSendMessage",
            Map.of("chatId", chat, "contentType", contentType, "content", content))
        .path("message");
  }

  /**
   * Sends a file that must be accepted.
   *
   * @return the message as the API answers it
   */
  static JsonNode sendFile(Stage stage, Phone to, Map<String, ?> file, Map<String, ?> options) {
    return stage
        .call(
            "clientSendMessage",
            Map.of(
                "chatId",
                to.id(),
                "contentType",
                "MessageMedia",
                "content",
                file,
                "options",
                options))
        .path("message");
  }

  /**
   * Sends a text.
   *
   * @return its id
   */
  static String sent(Stage stage, Phone to, String text) {
    return send(stage, to.id(), "string", text).at("/id/id").asText();
  }

  /** Waits until the session has a phone's message. */
  static String arrived(Stage stage, Phone writer, String id) {
    Stage.patiently().until(() -> inChat(stage, writer.id(), id));
    return id;
  }

  /** Whether it is the session's last message of a chat. */
  static boolean inChat(Stage stage, String chat, String id) {
    return stage
        .call("clientGetChatById", Map.of("chatId", chat))
        .at("/chat/lastMessage/id/id")
        .asText()
        .equals(id);
  }

  /** A message as the API shows it. */
  static JsonNode message(Stage stage, String chat, String id) {
    return stage
        .call("messageGetClassInfo", Map.of("chatId", chat, "messageId", id))
        .path("message");
  }

  /** A message in a phone's chat with the shop. */
  static JsonNode shown(Stage stage, Phone phone, String id) {
    return shown(phone, stage.shop.id(), id);
  }

  /** A message in one of a phone's chats. */
  static JsonNode shown(Phone phone, String chat, String id) {
    return phone.conversation(chat).stream()
        .filter(message -> message.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the phone has no message " + id));
  }
}
