package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.Phone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keeping chats in order: archiving, pinning, muting, marking, emptying, deleting. */
@ExtendWith(StageExtension.class)
class ChatSettingsContractE2E {

  @Test
  @Exercises({"clientArchiveChat", "clientUnarchiveChat"})
  void archivesAChatAndTakesItBack(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Archived");

    assertThat(chat.call("clientArchiveChat").path("result").asBoolean()).isTrue();
    chat.shows("archived", "archived", true);
    assertThat(chat.call("clientArchiveChat").path("result").asBoolean()).isTrue();

    assertThat(chat.call("clientUnarchiveChat").path("result").asBoolean()).isFalse();
    chat.shows("archived", "archived", false);
  }

  @Test
  @Exercises({"clientPinChat", "clientUnpinChat"})
  void pinsThreeChatsAndNoFourth(Stage stage) {
    List<Conversation> pinned = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Conversation chat = Conversation.begin(stage, "Pinned " + i);
      assertThat(chat.call("clientPinChat").path("result").asBoolean()).isTrue();
      chat.shows("pinned", "pinned", true);
      pinned.add(chat);
    }
    Conversation fourth = Conversation.begin(stage, "Pinned 4");

    assertThat(fourth.call("clientPinChat").path("result").asBoolean()).isFalse();
    fourth.shows("pinned", "pinned", false);

    for (Conversation chat : pinned) {
      assertThat(chat.call("clientUnpinChat").path("result").asBoolean()).isFalse();
      chat.shows("pinned", "pinned", false);
    }
  }

  @Test
  @Exercises({"clientMuteChat", "clientUnmuteChat"})
  void mutesAChatForEverAndUntilATime(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Muted");
    Instant until = Instant.parse("2033-01-01T00:00:00Z");

    assertThat(chat.call("clientMuteChat").path("mute").path("muteExpiration").asInt())
        .isEqualTo(-1);
    chat.shows("muteExpiration", "muteExpiration", -1);
    for (Object date :
        List.of(until.toString(), until.getEpochSecond(), "" + until.toEpochMilli())) {
      JsonNode mute =
          stage
              .call("clientMuteChat", Map.of("chatId", chat.id(), "unmuteDate", date))
              .path("mute");
      assertThat(mute.path("isMuted").asBoolean()).isTrue();
      assertThat(mute.path("muteExpiration").asLong()).isEqualTo(until.getEpochSecond());
    }
    chat.shows("muteExpiration", "muteExpiration", until.getEpochSecond());

    assertThat(chat.call("clientUnmuteChat").path("result").path("isMuted").asBoolean()).isFalse();
    chat.shows("muteExpiration", "muteExpiration", 0);
  }

  @Test
  @Exercises(value = "clientMuteChat", failures = FailureCode.INVALID_FIELD)
  void refusesToMuteUntilYesterday(Stage stage) {
    for (Object date : List.of("2020-01-01T00:00:00Z", "yesterday")) {
      assertThat(
              stage.fails(
                  "clientMuteChat",
                  FailureCode.INVALID_FIELD,
                  Map.of("chatId", stage.customer.id(), "unmuteDate", date)))
          .startsWith("unmuteDate: ");
    }
  }

  @Test
  @Exercises("clientMuteChat")
  void mutesSomebodyWhoHasNotWritten(Stage stage) {
    Phone silent = stage.newPhone("Silent");

    stage.call("clientMuteChat", Map.of("chatId", silent.id()));

    new Conversation(stage, silent).shows("muteExpiration", "muteExpiration", -1);
  }

  @Test
  @Exercises({"clientSendMessage", "messageReact"})
  void leavesAChatUnreadThatIsWrittenToWithoutSendSeen(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Stays unread");
    stage.call(
        "clientSendMessage",
        Map.of(
            "chatId",
            chat.id(),
            "contentType",
            "string",
            "content",
            "Not read yet",
            "options",
            Map.of("sendSeen", false)));
    String theirs = chat.inThePage().at("/lastMessage/id/id").asText();
    stage.call(
        "messageReact",
        Map.of("chatId", chat.id(), "messageId", theirs, "reaction", "\uD83D\uDC4D"));
    stage.call("clientSendPresenceAvailable", Map.of());
    try {
      assertThat(chat.inThePage().path("unreadCount").asInt()).isEqualTo(1);
    } finally {
      stage.call("clientSendPresenceUnavailable", Map.of());
    }
  }

  @Test
  @Exercises({"clientMarkChatUnread", "chatMarkUnread", "chatSendSeen"})
  void marksAChatUnreadAndReadAgain(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Unread");
    for (String mark : List.of("clientMarkChatUnread", "chatMarkUnread")) {
      assertThat(chat.call("chatSendSeen").path("result").asBoolean()).isTrue();
      chat.shows("unreadCount", "unreadCount", 0);

      chat.call(mark);

      chat.shows("unreadCount", "unreadCount", -1);
    }
  }

  @Test
  @Exercises("chatClearMessages")
  void emptiesAChatForTheAccountAlone(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Emptied");

    assertThat(chat.call("chatClearMessages").path("clearMessages").asBoolean()).isTrue();

    assertThat(
            stage
                .call(
                    "chatFetchMessages",
                    Map.of("chatId", chat.id(), "searchOptions", Map.of("limit", 10)))
                .path("messages"))
        .isEmpty();
    assertThat(stage.shop.conversation(chat.id())).isEmpty();
    assertThat(chat.other().conversation(stage.shop.id())).hasSize(1);
  }

  @Test
  @Exercises("chatDelete")
  void deletesAChatUntilTheOtherWritesAgain(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Deleted");

    assertThat(chat.call("chatDelete").path("deleteChat").asBoolean()).isTrue();
    assertThat(chat.onShopsPhone().isMissingNode()).isTrue();
    stage.fails("chatDelete", FailureCode.CHAT_NOT_FOUND, Map.of("chatId", chat.id()));

    chat.other().write(stage.shop.id(), "Still there?");
    Stage.patiently()
        .untilAsserted(() -> assertThat(chat.inThePage().path("unreadCount").asInt()).isEqualTo(1));
    assertThat(stage.shop.conversation(chat.id())).hasSize(1);
  }

  @Test
  @Exercises(value = "chatDelete", failures = FailureCode.REFUSED_BY_WHATSAPP)
  void doesNotDeleteAGroupThatTheAccountIsIn(Stage stage) {
    Phone other = stage.newPhone("Member");
    String group =
        stage
            .shop
            .ask(
                "POST",
                "/groups",
                Json.MAPPER
                    .createObjectNode()
                    .put("subject", "Kept")
                    .set("participants", Json.MAPPER.createArrayNode().add(other.number())))
            .path("id")
            .asText();
    Stage.patiently()
        .until(
            () -> stage.call("clientGetChatById", Map.of("chatId", group)),
            answer -> answer.has("chat"));

    assertThat(stage.fails("chatDelete", FailureCode.REFUSED_BY_WHATSAPP, Map.of("chatId", group)))
        .isEqualTo("refused_by_whatsapp: chatId: leave the group first");
  }

  @Test
  @Exercises(
      value = {
        "clientArchiveChat",
        "clientUnarchiveChat",
        "clientPinChat",
        "clientUnpinChat",
        "clientMuteChat",
        "clientUnmuteChat",
        "clientMarkChatUnread",
        "chatMarkUnread",
        "chatSendSeen",
        "chatClearMessages",
        "chatDelete",
        "chatGetClassInfo",
        "chatGetContact",
        "chatSendStateTyping",
        "chatSendStateRecording",
        "chatClearState",
        "clientGetChatLabels",
        "chatGetLabels"
      },
      failures = FailureCode.CHAT_NOT_FOUND)
  void findsNoChatWithNobody(Stage stage) throws NoSuchMethodException {
    Exercises here =
        ChatSettingsContractE2E.class
            .getDeclaredMethod("findsNoChatWithNobody", Stage.class)
            .getAnnotation(Exercises.class);
    for (String operation : here.value()) {
      assertThat(
              stage.fails(
                  operation, FailureCode.CHAT_NOT_FOUND, Map.of("chatId", "999999999@c.us")))
          .as(operation)
          .isEqualTo("Chat not Found");
    }
  }
}
