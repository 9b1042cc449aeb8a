package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conversations: finding them, reading them, marking them. */
@ExtendWith(StageExtension.class)
class ChatContractE2E {

  @Test
  @Exercises({"clientGetChats", "clientGetChatById"})
  void listsAChatAndFindsItByNumberAndByLid(Stage stage) {
    Phone writer = stage.newPhone("Listed");
    writer.write(stage.shop.id(), "Hello?");

    JsonNode listed =
        Stage.patiently()
            .until(
                () -> find(stage.call("clientGetChats", Map.of()).path("chats"), writer.lid()),
                chat -> !chat.isMissingNode());
    JsonNode byNumber = stage.call("clientGetChatById", Map.of("chatId", writer.id())).path("chat");
    JsonNode byLid = stage.call("clientGetChatById", Map.of("chatId", writer.lid())).path("chat");

    assertThat(listed.path("unreadCount").asInt()).isEqualTo(1);
    assertThat(listed.at("/lastMessage/body").asText()).isEqualTo("Hello?");
    assertThat(byNumber.path("id")).isEqualTo(listed.path("id"));
    assertThat(byLid).isEqualTo(byNumber);
  }

  @Test
  @Exercises({"clientSendSeen", "chatFetchMessages"})
  void readsAConversationAndSaysSo(Stage stage) {
    Phone writer = stage.newPhone("Read");
    String first = writer.write(stage.shop.id(), "One");
    String second = writer.write(stage.shop.id(), "Two");
    Stage.patiently().until(() -> fetched(stage, writer.id()), List.of(first, second)::equals);
    assertThat(fetched(stage, writer.lid())).containsExactly(first, second);

    assertThat(
            stage.call("clientSendSeen", Map.of("chatId", writer.id())).path("result").asBoolean())
        .isTrue();

    Stage.patiently()
        .untilAsserted(() ->
            assertThat(writer.conversation(stage.shop.id()))
                .extracting(message -> message.path("ack").asInt())
                .containsExactly(3, 3));
  }

  @Test
  @Exercises(value = "chatFetchMessages", failures = FailureCode.CHAT_NOT_FOUND)
  void fetchesNothingFromNobody(Stage stage) {
    stage.fails(
        "chatFetchMessages", FailureCode.CHAT_NOT_FOUND, Map.of("chatId", "999999999@c.us"));
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsATextThatQuotesAndMentions(Stage stage) {
    Phone reader = stage.newPhone("Reader");
    String question = reader.write(stage.shop.id(), "When?");
    String quoted =
        Stage.patiently()
            .until(() -> fetchedKeys(stage, reader.id()), keys -> !keys.isEmpty())
            .getFirst();

    JsonNode message =
        stage
            .call(
                "clientSendMessage",
                Map.of(
                    "chatId",
                    reader.id(),
                    "contentType",
                    "string",
                    "content",
                    "Today, @" + reader.number(),
                    "options",
                    Map.of("quotedMessageId", quoted, "mentions", List.of(reader.id()))))
            .path("message");

    assertThat(message.path("hasQuotedMsg").asBoolean()).isTrue();
    assertThat(message.path("mentionedIds")).hasSize(1);
    JsonNode shown = reader.conversation(stage.shop.id()).getLast();
    assertThat(shown.path("id")).isEqualTo(message.at("/id/id"));
    assertThat(shown.at("/quoted/id").asText()).isEqualTo(question);
  }

  @Test
  @Exercises({"clientGetContacts", "clientGetNumberId", "clientIsRegisteredUser"})
  void knowsWhoIsOnWhatsApp(Stage stage) {
    Phone saved = stage.newPhone("Saved");
    stage.shop.ask(
        "PUT",
        "/contacts",
        Json.MAPPER.createObjectNode().put("pn", saved.number()).put("name", "Regular customer"));

    JsonNode contact =
        Stage.patiently()
            .until(
                () -> find(stage.call("clientGetContacts", Map.of()).path("contacts"), saved.id()),
                found -> !found.isMissingNode());

    assertThat(contact.path("name").asText()).isEqualTo("Regular customer");
    assertThat(contact.path("isMyContact").asBoolean()).isTrue();
    assertThat(
            stage
                .call("clientGetNumberId", Map.of("number", saved.number()))
                .at("/result/_serialized")
                .asText())
        .isEqualTo(saved.id());
    assertThat(
            stage.call("clientGetNumberId", Map.of("number", "999999999")).path("result").isNull())
        .isTrue();
    assertThat(registered(stage, saved.id())).isTrue();
    assertThat(registered(stage, "999999999")).isFalse();
  }

  private static boolean registered(Stage stage, String number) {
    return stage
        .call("clientIsRegisteredUser", Map.of("number", number))
        .path("result")
        .asBoolean();
  }

  private static JsonNode find(JsonNode all, String id) {
    return all.valueStream()
        .filter(one -> one.at("/id/_serialized").asText().equals(id))
        .findFirst()
        .orElse(all.path("none"));
  }

  private static List<String> fetched(Stage stage, String chatId) {
    return fetch(stage, chatId, "/id/id");
  }

  private static List<String> fetchedKeys(Stage stage, String chatId) {
    return fetch(stage, chatId, "/id/_serialized");
  }

  private static List<String> fetch(Stage stage, String chatId, String pointer) {
    return stage
        .call("chatFetchMessages", Map.of("chatId", chatId, "searchOptions", Map.of("limit", 10)))
        .path("messages")
        .valueStream()
        .map(message -> message.at(pointer).asText())
        .toList();
  }
}
