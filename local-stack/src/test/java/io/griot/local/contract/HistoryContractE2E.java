package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages older than those that the phone gave when it was linked. */
@ExtendWith(StageExtension.class)
class HistoryContractE2E {
  private static final int WRITTEN = 280;

  @Test
  @Exercises({"clientSyncHistory", "chatSyncHistory"})
  void hasThePhoneSendOlderMessages(Stage stage) {
    try (ApiClient api = stage.customer("old-messages");
        Phone phone = stage.newPhone("Old shop")) {
      phone.seed(1, WRITTEN, 0);
      String chat = phone.chats().getFirst().path("id").asText();
      stage.link(api, "old", phone);
      assertThat(fetched(api, chat)).hasSize(200).first().isEqualTo("Message 81");

      assertThat(asked(api, "clientSyncHistory", chat)).isTrue();
      List<String> _ = Stage.patiently().until(() -> fetched(api, chat), has(250));
      // The phone has given some on request, and has more.
      assertThat(asked(api, "chatSyncHistory", chat)).isTrue();

      List<String> all = Stage.patiently().until(() -> fetched(api, chat), has(WRITTEN));
      assertThat(all.subList(0, 2)).containsExactly("Message 1", "Message 2");
      assertThat(all.subList(29, 31)).containsExactly("Message 30", "Message 31");
      assertThat(asked(api, "chatSyncHistory", chat)).isFalse();
      assertThat(api.get("/session/terminate/old").success()).isTrue();
    }
  }

  @Test
  @Exercises({"clientSyncHistory", "chatSyncHistory"})
  void asksForNothingThatThePhoneDoesNotHave(Stage stage) {
    Conversation talk = Conversation.begin(stage, "Young talk");

    assertThat(talk.call("clientSyncHistory").path("result").asBoolean()).isFalse();
    assertThat(talk.call("chatSyncHistory").path("result").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clientSyncHistory", "chatSyncHistory"})
  @Exercises(
      value = {"clientSyncHistory", "chatSyncHistory"},
      failures = FailureCode.CHAT_NOT_FOUND)
  void knowsWhatIsNoChat(String operation, Stage stage) {
    stage.fails(operation, FailureCode.CHAT_NOT_FOUND, Map.of("chatId", "237600000000@c.us"));
  }

  private static Predicate<List<String>> has(int count) {
    return texts -> texts.size() == count;
  }

  private static boolean asked(ApiClient api, String operation, String chat) {
    return answer(api, operation, Map.of("chatId", chat)).path("result").asBoolean();
  }

  private static List<String> fetched(ApiClient api, String chat) {
    return answer(
            api,
            "chatFetchMessages",
            Map.of("chatId", chat, "searchOptions", Map.of("limit", WRITTEN + 10)))
        .path("messages")
        .valueStream()
        .map(message -> message.path("body").asText())
        .toList();
  }

  private static JsonNode answer(ApiClient api, String operation, Map<String, ?> fields) {
    String path = Documented.operation(operation).path().text().replace("{sessionId}", "old");
    return api.send("POST", path, Stage.fields(fields).toString(), Map.of()).body();
  }
}
