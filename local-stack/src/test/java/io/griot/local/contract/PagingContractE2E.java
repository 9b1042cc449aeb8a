package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long lists, page by page. */
@ExtendWith(StageExtension.class)
class PagingContractE2E {

  @Test
  @Exercises("clientGetChats")
  void pagesThroughAllChats(Stage stage) {
    for (int i = 1; i <= 3; i++) {
      Conversation.begin(stage, "Paged " + i);
    }

    assertThat(paged(stage, "clientGetChats", "chats", 2))
        .containsExactlyInAnyOrderElementsOf(ids(stage.call("clientGetChats", Map.of()), "chats"));
  }

  @Test
  @Exercises("clientGetContacts")
  void pagesThroughAllContacts(Stage stage) {
    assertThat(paged(stage, "clientGetContacts", "contacts", 2))
        .containsExactlyInAnyOrderElementsOf(
            ids(stage.call("clientGetContacts", Map.of()), "contacts"))
        .isSorted();
  }

  @Test
  @Exercises("clientSearchChats")
  void findsChatsThatAreUnreadAndRecent(Stage stage) {
    Conversation read = Conversation.begin(stage, "Has been read");
    Conversation unread = Conversation.begin(stage, "Has not been read");
    read.call("chatSendSeen");
    long then = unread.inThePage().path("timestamp").asLong();

    List<String> found =
        ids(
            stage.call(
                "clientSearchChats",
                Map.of("searchOptions", Map.of("unread", true, "since", then, "limit", 50))),
            "chats");

    assertThat(found).contains(unread.other().lid()).doesNotContain(read.other().lid());
    assertThat(
            ids(
                stage.call(
                    "clientSearchChats", Map.of("searchOptions", Map.of("since", then + 3600))),
                "chats"))
        .isEmpty();
  }

  @Test
  @Exercises(value = "clientGetChats", failures = FailureCode.INVALID_FIELD)
  void refusesACursorOfItsCallers(Stage stage) {
    assertThat(stage.fails("clientGetChats", FailureCode.INVALID_FIELD, Map.of("cursor", "page2")))
        .startsWith("cursor: ");
  }

  private static List<String> paged(Stage stage, String operation, String key, int limit) {
    List<String> all = new ArrayList<>();
    Map<String, Object> query = new HashMap<>(Map.of("limit", limit));
    JsonNode answer;
    do {
      answer = stage.call(operation, query);
      List<String> page = ids(answer, key);
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page);
      query.put("cursor", answer.path("cursor").asText());
    } while (answer.has("cursor"));
    return all;
  }

  private static List<String> ids(JsonNode answer, String key) {
    return answer.path(key).valueStream().map(one -> one.at("/id/_serialized").asText()).toList();
  }
}
