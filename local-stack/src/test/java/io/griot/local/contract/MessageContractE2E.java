package io.griot.local.contract;

import static io.griot.local.contract.Messages.arrived;
import static io.griot.local.contract.Messages.inChat;
import static io.griot.local.contract.Messages.message;
import static io.griot.local.contract.Messages.sent;
import static io.griot.local.contract.Messages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations on single messages. */
@ExtendWith(StageExtension.class)
class MessageContractE2E {
  private static final String NOWHERE = "3EB0NOTTHERE";

  @Test
  @Exercises("messageReact")
  void reactsAndTakesItBack(Stage stage) {
    Phone writer = stage.newPhone("Reacted to");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Do you deliver?"));

    stage.call("messageReact", Map.of("chatId", writer.id(), "messageId", id, "reaction", "👍"));
    Stage.patiently()
        .until(() -> shown(stage, writer, id).at("/reactions/0/text").asText(), "👍"::equals);
    assertThat(message(stage, writer.id(), id).path("hasReaction").asBoolean()).isTrue();

    stage.call("messageReact", Map.of("chatId", writer.lid(), "messageId", id, "reaction", ""));
    Stage.patiently()
        .untilAsserted(() -> assertThat(shown(stage, writer, id).path("reactions")).isEmpty());
  }

  @Test
  @Exercises("messageStar")
  void starsAMessage(Stage stage) {
    Phone writer = stage.newPhone("Starred");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "My address is …"));

    stage.call("messageStar", Map.of("chatId", writer.id(), "messageId", id));

    assertThat(message(stage, writer.id(), id).path("isStarred").asBoolean()).isTrue();
  }

  @Test
  @Exercises("messageUnstar")
  void takesTheStarAway(Stage stage) {
    Phone writer = stage.newPhone("Unstarred");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Never mind"));
    stage.call("messageStar", Map.of("chatId", writer.id(), "messageId", id));

    stage.call("messageUnstar", Map.of("chatId", writer.id(), "messageId", id));

    assertThat(message(stage, writer.id(), id).path("isStarred").asBoolean()).isFalse();
  }

  @Test
  @Exercises("messageEdit")
  void changesATextForEverybody(Stage stage) {
    Phone reader = stage.newPhone("Corrected");
    String id = sent(stage, reader, "Your order costs 5 000.");

    JsonNode edited =
        stage
            .call(
                "messageEdit",
                Map.of("chatId", reader.id(), "messageId", id, "content", "It costs 50 000."))
            .path("message");

    assertThat(edited.path("body").asText()).isEqualTo("It costs 50 000.");
    assertThat(edited.has("latestEditMsgKey")).isTrue();
    JsonNode seen = shown(stage, reader, id);
    assertThat(seen.path("body").asText()).isEqualTo("It costs 50 000.");
    assertThat(seen.path("edited").asBoolean()).isTrue();
  }

  @Test
  @Exercises("messageEdit")
  void answersNullForWhatIsNotItsOwn(Stage stage) {
    Phone writer = stage.newPhone("Uncorrected");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Leave me alone"));

    JsonNode answer =
        stage.call("messageEdit", Map.of("chatId", writer.id(), "messageId", id, "content", "No"));

    assertThat(answer.path("message").isNull()).isTrue();
    assertThat(shown(stage, writer, id).path("body").asText()).isEqualTo("Leave me alone");
  }

  @Test
  @Exercises("messageDelete")
  void deletesForEverybody(Stage stage) {
    Phone reader = stage.newPhone("Spared");
    String id = sent(stage, reader, "To the wrong customer");

    stage.call("messageDelete", Map.of("chatId", reader.id(), "messageId", id, "everyone", true));

    assertThat(shown(stage, reader, id).path("type").asText()).isEqualTo("revoked");
    assertThat(message(stage, reader.id(), id).path("type").asText()).isEqualTo("revoked");
    stage.call("messageDelete", Map.of("chatId", reader.id(), "messageId", id, "everyone", true));
  }

  @Test
  @Exercises("messageDelete")
  void deletesForItselfWhatIsNotItsOwn(Stage stage) {
    Phone writer = stage.newPhone("Cleared away");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Spam"));

    stage.call("messageDelete", Map.of("chatId", writer.id(), "messageId", id, "everyone", true));

    assertThat(shown(stage, writer, id).path("body").asText()).isEqualTo("Spam");
    stage.fails(
        "messageGetClassInfo",
        FailureCode.MESSAGE_NOT_FOUND,
        Map.of("chatId", writer.id(), "messageId", id));
  }

  @Test
  @Exercises("messageDelete")
  void deletesAsAnAdminWhatOthersWroteInTheGroup(Stage stage) {
    Phone member = stage.newPhone("Off-topic");
    String group = Groups.makeOn(stage.shop, "Moderated", member);
    String id = member.write(group, "Buy my shoes");
    Stage.patiently().until(() -> inChat(stage, group, id));

    stage.call("messageDelete", Map.of("chatId", group, "messageId", id, "everyone", true));

    assertThat(shown(member, group, id).path("type").asText()).isEqualTo("revoked");
  }

  @Test
  @Exercises("messageForward")
  void forwardsOnceWithTheMark(Stage stage) {
    Phone writer = stage.newPhone("Source");
    Phone other = stage.newPhone("Destination");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "We close at noon"));

    stage.call(
        "messageForward",
        Map.of("chatId", writer.id(), "messageId", id, "destinationChatId", other.id()));

    List<JsonNode> received = other.conversation(stage.shop.id());
    assertThat(received).hasSize(1);
    assertThat(received.getFirst().path("body").asText()).isEqualTo("We close at noon");
    assertThat(received.getFirst().at("/attributes/isForwarded").asBoolean()).isTrue();
    assertThat(received.getFirst().path("ack").asInt()).isPositive();
  }

  @Test
  @Exercises("messageForward")
  void forwardsWhatItWroteItself(Stage stage) {
    Phone first = stage.newPhone("Told first");
    Phone second = stage.newPhone("Told second");
    String id = sent(stage, first, "We open at eight");

    stage.call(
        "messageForward",
        Map.of("chatId", first.id(), "messageId", id, "destinationChatId", second.lid()));

    assertThat(second.conversation(stage.shop.id()))
        .extracting(message -> message.path("body").asText())
        .containsExactly("We open at eight");
  }

  @Test
  @Exercises(value = "messageForward", failures = FailureCode.CHAT_NOT_FOUND)
  void forwardsToNobodyWhoIsNotThere(Stage stage) {
    Phone writer = stage.newPhone("Undeliverable");
    String id = arrived(stage, writer, writer.write(stage.shop.id(), "Pass it on"));

    String error =
        stage.fails(
            "messageForward",
            FailureCode.CHAT_NOT_FOUND,
            Map.of("chatId", writer.id(), "messageId", id, "destinationChatId", "999999999@c.us"));

    assertThat(error).contains("destinationChatId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messageDelete",
        "messageEdit",
        "messageForward",
        "messageGetClassInfo",
        "messageGetContact",
        "messageGetGroupMentions",
        "messageGetInfo",
        "messageGetMentions",
        "messageGetOrder",
        "messageGetPayment",
        "messageGetPollVotes",
        "messageGetQuotedMessage",
        "messageGetReactions",
        "messageReact",
        "messageReply",
        "messageStar",
        "messageUnstar"
      })
  @Exercises(
      value = {
        "messageDelete",
        "messageEdit",
        "messageForward",
        "messageGetClassInfo",
        "messageGetContact",
        "messageGetGroupMentions",
        "messageGetInfo",
        "messageGetMentions",
        "messageGetOrder",
        "messageGetPayment",
        "messageGetPollVotes",
        "messageGetQuotedMessage",
        "messageGetReactions",
        "messageReact",
        "messageReply",
        "messageStar",
        "messageUnstar"
      },
      failures = {FailureCode.CHAT_NOT_FOUND, FailureCode.MESSAGE_NOT_FOUND})
  void findsNoMessageThatIsNotThere(String operation, Stage stage) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("messageId", NOWHERE);
    fields.put("content", "…");
    fields.put("reaction", "👍");
    fields.put("destinationChatId", stage.customer.id());

    fields.put("chatId", stage.customer.id());
    stage.fails(operation, FailureCode.MESSAGE_NOT_FOUND, fields);
    fields.put("chatId", "999999999@c.us");
    stage.fails(operation, FailureCode.CHAT_NOT_FOUND, fields);
  }

  @Test
  @Exercises("messageReply")
  void repliesOnceWithAQuote(Stage stage) {
    Phone writer = stage.newPhone("Asking");
    String question = arrived(stage, writer, writer.write(stage.shop.id(), "Are you open?"));

    JsonNode reply =
        stage
            .call(
                "messageReply",
                Map.of("chatId", writer.id(), "messageId", question, "content", "Until six"))
            .path("repliedMessage");

    assertThat(reply.path("hasQuotedMsg").asBoolean()).isTrue();
    JsonNode seen = shown(stage, writer, reply.at("/id/id").asText());
    assertThat(seen.path("body").asText()).isEqualTo("Until six");
    assertThat(seen.at("/quoted/id").asText()).isEqualTo(question);
    assertThat(seen.path("timesReceived").asInt()).isOne();
  }

  @Test
  @Exercises("messageReply")
  void repliesElsewhereWithAPlace(Stage stage) {
    Phone writer = stage.newPhone("Asked about");
    Phone courier = stage.newPhone("Courier");
    String question = arrived(stage, writer, writer.write(stage.shop.id(), "Where is it?"));

    String id =
        stage
            .call(
                "messageReply",
                Map.of(
                    "chatId",
                    writer.id(),
                    "messageId",
                    question,
                    "destinationChatId",
                    courier.id(),
                    "contentType",
                    "Location",
                    "content",
                    Map.of("latitude", 4.05, "longitude", 9.7)))
            .at("/repliedMessage/id/id")
            .asText();

    JsonNode seen = shown(stage, courier, id);
    assertThat(seen.path("type").asText()).isEqualTo("location");
    assertThat(seen.at("/quoted/id").asText()).isEqualTo(question);
  }
}
