package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can be done with single messages. */
@ExtendWith(StageExtension.class)
class MessageContractE2E {

  @Test
  @Exercises("messageReact")
  void reactsAndTakesItBack(Stage stage) {
    Phone writer = stage.newPhone("Reacted to");
    String id = writer.write(stage.shop.id(), "Do you deliver?");
    Stage.patiently()
        .untilAsserted(() ->
            assertThat(
                    stage.call("chatFetchMessages", Map.of("chatId", writer.id())).at("/messages"))
                .isNotEmpty());

    stage.call("messageReact", Map.of("chatId", writer.id(), "messageId", id, "reaction", "👍"));
    Stage.patiently().until(() -> reaction(stage, writer, id), "👍"::equals);

    stage.call("messageReact", Map.of("chatId", writer.lid(), "messageId", id, "reaction", ""));
    Stage.patiently().until(() -> reaction(stage, writer, id), ""::equals);
  }

  @Test
  @Exercises(
      value = "messageReact",
      failures = {FailureCode.CHAT_NOT_FOUND, FailureCode.MESSAGE_NOT_FOUND})
  void refusesAMessageThatIsNotThere(Stage stage) {
    Phone stranger = stage.newPhone("Nobody's chat");

    stage.fails(
        "messageReact",
        FailureCode.MESSAGE_NOT_FOUND,
        Map.of("chatId", stage.customer.id(), "messageId", "3EB0NOTTHERE", "reaction", "👍"));
    stage.fails(
        "messageReact",
        FailureCode.CHAT_NOT_FOUND,
        Map.of("chatId", stranger.id(), "messageId", "3EB0NOTTHERE", "reaction", "👍"));
  }

  private static String reaction(Stage stage, Phone phone, String messageId) {
    return phone.conversation(stage.shop.id()).stream()
        .filter(message -> message.path("id").asText().equals(messageId))
        .map(message -> message.at("/reactions/0/text"))
        .map(JsonNode::asText)
        .findFirst()
        .orElse("");
  }
}
