package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The account as others see it, and the settings of its page. */
@ExtendWith(StageExtension.class)
class AccountContractE2E {

  @Test
  @Exercises({"chatSendStateTyping", "chatSendStateRecording", "chatClearState"})
  void showsTheOtherThatItTypesAndRecords(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Waiting");

    assertThat(chat.call("chatSendStateTyping").path("sendStateTyping").asBoolean()).isTrue();
    assertThat(doing(chat)).containsExactly("composing");
    assertThat(chat.call("chatSendStateRecording").path("sendStateRecording").asBoolean()).isTrue();
    assertThat(doing(chat)).containsExactly("recording");
    assertThat(chat.call("chatClearState").path("clearState").asBoolean()).isTrue();
    assertThat(doing(chat)).isEmpty();
  }

  @Test
  @Exercises({"clientSendPresenceAvailable", "clientSendPresenceUnavailable"})
  void isSeenOnlineAndOffline(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Watching");
    String shop = stage.shop.lid();

    stage.call("clientSendPresenceAvailable", Map.of());
    assertThat(online(chat)).contains(shop);
    assertThat(notified(stage, chat, "Meanwhile")).isFalse();

    stage.call("clientSendPresenceUnavailable", Map.of());
    assertThat(online(chat)).doesNotContain(shop);
    assertThat(notified(stage, chat, "After")).isTrue();
  }

  /** Whether the shop's phone notifies its owner of a new text. */
  private static boolean notified(Stage stage, Conversation chat, String text) {
    String id = chat.other().write(stage.shop.id(), text);
    return stage.shop.conversation(chat.other().id()).stream()
        .filter(message -> message.path("id").asText().equals(id))
        .anyMatch(message -> message.path("notified").asBoolean());
  }

  @Test
  @Exercises({"clientSetDisplayName", "clientSetStatus"})
  void changesItsNameAndAbout(Stage stage) {
    JsonNode before = stage.shop.ask("GET", "", null);
    try {
      assertThat(
              stage
                  .call("clientSetDisplayName", Map.of("displayName", "Chez Njoya"))
                  .path("result")
                  .asBoolean())
          .isTrue();
      stage.call("clientSetStatus", Map.of("status", "Ouvert jusqu'à 19 h"));

      JsonNode shown = stage.shop.ask("GET", "", null);
      assertThat(shown.path("pushname").asText()).isEqualTo("Chez Njoya");
      assertThat(shown.path("about").asText()).isEqualTo("Ouvert jusqu'à 19 h");
      assertThat(stage.call("clientGetClassInfo", Map.of()).at("/sessionInfo/pushname").asText())
          .isEqualTo("Chez Njoya");
    } finally {
      stage.call("clientSetDisplayName", Map.of("displayName", before.path("pushname").asText()));
      stage.call("clientSetStatus", Map.of("status", before.path("about").asText()));
    }
  }

  @Test
  @Exercises("clientGetWWebVersion")
  void tellsThePagesVersion(Stage stage) {
    assertThat(stage.call("clientGetWWebVersion", Map.of()).path("result").asText())
        .matches("2\\.3000\\.\\d+");
  }

  @Test
  @Exercises({
    "clientSetAutoDownloadAudio",
    "clientSetAutoDownloadDocuments",
    "clientSetAutoDownloadPhotos",
    "clientSetAutoDownloadVideos",
    "clientResetState"
  })
  void goesOnWorkingWithItsPagesSettingsChanged(Stage stage) {
    for (String kind : List.of("Audio", "Documents", "Photos", "Videos")) {
      stage.call("clientSetAutoDownload" + kind, Map.of("flag", false));
    }
    stage.call("clientResetState", Map.of());

    assertThat(stage.call("clientGetState", Map.of()).path("state").asText())
        .isEqualTo("CONNECTED");
  }

  private static List<String> doing(Conversation chat) {
    return changes(chat)
        .path("typing")
        .valueStream()
        .map(typing -> typing.path("state").asText())
        .toList();
  }

  private static List<String> online(Conversation chat) {
    return changes(chat).path("online").valueStream().map(JsonNode::asText).toList();
  }

  private static JsonNode changes(Conversation chat) {
    return chat.other().ask("GET", "/changes?since=-1", null);
  }
}
