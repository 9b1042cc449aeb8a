package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Labels of a business account, which the shop is. */
@ExtendWith(StageExtension.class)
class LabelContractE2E {
  private static final String NOBODY = "999999999@c.us";

  @Test
  @Exercises({"clientGetLabels", "clientGetLabelById"})
  void listsTheLabelsThatThePhoneHas(Stage stage) {
    JsonNode phones = stage.shop.ask("GET", "/labels", null);

    JsonNode labels = stage.call("clientGetLabels", Map.of()).path("labels");
    JsonNode first = stage.call("clientGetLabelById", Map.of("labelId", 1)).path("label");

    assertThat(names(labels)).isEqualTo(names(phones)).isNotEmpty();
    assertThat(first).isEqualTo(labels.path(0));
    assertThat(first.path("hexColor").asText()).matches("#[0-9a-f]{6}");
  }

  @Test
  @Exercises({
    "clientAddOrRemoveLabels",
    "chatChangeLabels",
    "clientGetChatLabels",
    "chatGetLabels",
    "clientGetChatsByLabelId"
  })
  void replacesTheLabelsOfChats(Stage stage) {
    Conversation one = Conversation.begin(stage, "Labelled 1");
    Conversation two = Conversation.begin(stage, "Labelled 2");

    stage.call("chatChangeLabels", Map.of("chatId", one.id(), "labelIds", List.of(1, "2")));
    assertThat(carried(one)).containsExactlyInAnyOrder("1", "2");
    assertThat(labelled(stage, "2")).contains(one.other().lid()).doesNotContain(two.other().lid());

    stage.call(
        "clientAddOrRemoveLabels",
        Map.of("labelIds", List.of("3"), "chatIds", List.of(one.id(), two.other().lid())));
    assertThat(carried(one)).containsExactly("3");
    assertThat(carried(two)).containsExactly("3");
    assertThat(labelled(stage, "3")).contains(one.other().lid(), two.other().lid());

    stage.call(
        "clientAddOrRemoveLabels", Map.of("labelIds", List.of(), "chatIds", List.of(one.id())));
    assertThat(carried(one)).isEmpty();
    assertThat(carried(two)).containsExactly("3");
  }

  @Test
  @Exercises(
      value = {
        "clientGetLabelById",
        "clientGetChatsByLabelId",
        "clientAddOrRemoveLabels",
        "chatChangeLabels"
      },
      failures = FailureCode.LABEL_NOT_FOUND)
  void findsNoUnknownLabel(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Unlabelled");
    List<String> unknown = List.of("99");

    fails(stage, "clientGetLabelById", Map.of("labelId", "99"));
    fails(stage, "clientGetChatsByLabelId", Map.of("labelId", "99"));
    fails(
        stage,
        "clientAddOrRemoveLabels",
        Map.of("labelIds", unknown, "chatIds", List.of(chat.id())));
    fails(stage, "chatChangeLabels", Map.of("chatId", chat.id(), "labelIds", unknown));
    assertThat(carried(chat)).isEmpty();
  }

  @Test
  @Exercises(
      value = {"clientAddOrRemoveLabels", "chatChangeLabels"},
      failures = FailureCode.CHAT_NOT_FOUND)
  void labelsNoChatWhenOneIsNotThere(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Beside nobody");

    stage.fails(
        "clientAddOrRemoveLabels",
        FailureCode.CHAT_NOT_FOUND,
        Map.of("labelIds", List.of("1"), "chatIds", List.of(chat.id(), NOBODY)));
    stage.fails(
        "chatChangeLabels",
        FailureCode.CHAT_NOT_FOUND,
        Map.of("labelIds", List.of("1"), "chatId", NOBODY));

    assertThat(carried(chat)).isEmpty();
  }

  private static void fails(Stage stage, String operation, Map<String, ?> fields) {
    assertThat(stage.fails(operation, FailureCode.LABEL_NOT_FOUND, fields))
        .isEqualTo("Label not Found");
  }

  /** The labels of a chat. Both operations and the shop's phone must agree. */
  private static List<String> carried(Conversation chat) {
    JsonNode labels = chat.call("clientGetChatLabels").path("chatLabels");
    assertThat(chat.call("chatGetLabels").path("labels")).isEqualTo(labels);
    List<String> ids = labels.valueStream().map(label -> label.path("id").asText()).toList();
    assertThat(chat.onShopsPhone().path("labels").valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(ids);
    return ids;
  }

  private static List<String> labelled(Stage stage, String label) {
    return stage
        .call("clientGetChatsByLabelId", Map.of("labelId", label))
        .path("chats")
        .valueStream()
        .map(chat -> chat.at("/id/_serialized").asText())
        .toList();
  }

  private static List<String> names(JsonNode labels) {
    return labels.valueStream().map(label -> label.path("name").asText()).toList();
  }
}
