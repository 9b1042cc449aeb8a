package io.griot.local.contract;

import static io.griot.local.contract.Messages.arrived;
import static io.griot.local.contract.Messages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The content types of {@code client/sendMessage} beside texts and files. */
@ExtendWith(StageExtension.class)
class SendContractE2E {

  @Test
  @Exercises("clientSendMessage")
  void sendsAPlace(Stage stage) {
    Phone reader = stage.newPhone("Sent a place");
    Map<String, ?> place =
        Map.of(
            "latitude",
            4.0511,
            "longitude",
            9.7679,
            "description",
            Map.of("name", "The shop", "address", "Rue Joss, Douala"));

    JsonNode message = Messages.send(stage, reader.id(), "Location", place);

    assertThat(message.at("/location/latitude").asDouble()).isEqualTo(4.0511);
    assertThat(message.at("/location/name").asText()).isEqualTo("The shop");
    JsonNode seen = shown(stage, reader, message.at("/id/id").asText());
    assertThat(seen.path("type").asText()).isEqualTo("location");
    assertThat(seen.at("/attributes/loc").asText()).isEqualTo("The shop\nRue Joss, Douala");
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAContactCard(Stage stage) {
    Phone reader = stage.newPhone("Sent a card");

    JsonNode message =
        Messages.send(stage, reader.id(), "Contact", Map.of("contactId", stage.customer.id()));

    assertThat(message.path("type").asText()).isEqualTo("vcard");
    assertThat(message.path("vCards")).hasSize(1);
    JsonNode seen = shown(stage, reader, message.at("/id/id").asText());
    assertThat(seen.path("body").asText())
        .startsWith("BEGIN:VCARD")
        .contains("waid=" + stage.customer.number());
  }

  @Test
  @Exercises({"clientSendMessage", "messageGetPollVotes"})
  void sendsAPollAndCountsItsVotes(Stage stage) {
    Phone voter = stage.newPhone("Asked");
    List<Integer> secret = IntStream.range(0, 32).boxed().toList();
    Map<String, ?> poll =
        Map.of(
            "pollName",
            "Colour?",
            "pollOptions",
            List.of("Blue", "Green"),
            "options",
            Map.of("allowMultipleAnswers", true, "messageSecret", secret));

    JsonNode message = Messages.send(stage, voter.id(), "Poll", poll);
    String id = message.at("/id/id").asText();

    assertThat(message.path("pollName").asText()).isEqualTo("Colour?");
    assertThat(message.path("allowMultipleAnswers").asBoolean()).isTrue();
    assertThat(message.path("messageSecret"))
        .extracting(JsonNode::asInt)
        .containsExactlyElementsOf(secret);
    voter.ask(
        "POST",
        "/chats/" + stage.shop.id() + "/votes",
        Stage.fields(Map.of("messageId", id, "options", List.of("Blue", "Green"))));
    Stage.patiently()
        .until(
            () ->
                stage
                    .call("messageGetPollVotes", Map.of("chatId", voter.id(), "messageId", id))
                    .at("/votes/0/selectedOptions")
                    .size(),
            chosen -> chosen == 2);
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsButtonsAsNumberedLines(Stage stage) {
    Phone reader = stage.newPhone("Given a choice");

    JsonNode message =
        Messages.send(
            stage,
            reader.id(),
            "Buttons",
            Map.of(
                "title",
                "Delivery",
                "body",
                "When shall we come?",
                "buttons",
                List.of(Map.of("id", "am", "body", "Morning"), Map.of("body", "Evening")),
                "footer",
                "Answer with a number"));

    assertThat(shown(stage, reader, message.at("/id/id").asText()).path("body").asText())
        .isEqualTo(
            """
            *Delivery*

            When shall we come?

            1. Morning
            2. Evening

            _Answer with a number_\
            """);
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAListAsNumberedLines(Stage stage) {
    Phone reader = stage.newPhone("Given a list");

    JsonNode message =
        Messages.send(
            stage,
            reader.id(),
            "List",
            Map.of(
                "body",
                "Our fabrics",
                "buttonText",
                "Choose",
                "sections",
                List.of(
                    Map.of(
                        "title",
                        "Wax",
                        "rows",
                        List.of(Map.of("title", "Blue", "description", "6 yards"))),
                    Map.of("rows", List.of(Map.of("title", "Plain"))))));

    assertThat(shown(stage, reader, message.at("/id/id").asText()).path("body").asText())
        .isEqualTo("Our fabrics\n\n*Wax*\n1. Blue – 6 yards\n\n2. Plain");
  }

  @Test
  @Exercises("clientSendMessage")
  void mentionsAGroupAndSaysThatItWasForwarded(Stage stage) {
    Phone reader = stage.newPhone("Told of a group");
    String group = Groups.makeOn(stage.shop, "Regulars", reader);

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
                    "Join @" + group,
                    "options",
                    Map.of(
                        "groupMentions",
                        List.of(Map.of("subject", "Regulars", "id", group)),
                        "extra",
                        Map.of("isForwarded", true, "type", "revoked"))))
            .path("message");

    assertThat(message.path("type").asText()).isEqualTo("chat");
    assertThat(message.at("/groupMentions/0/groupSubject").asText()).isEqualTo("Regulars");
    JsonNode seen = shown(stage, reader, message.at("/id/id").asText());
    assertThat(seen.at("/attributes/groupMentions/0/groupJid").asText()).isEqualTo(group);
    assertThat(seen.at("/attributes/isForwarded").asBoolean()).isTrue();
  }

  @Test
  @Exercises({"clientSendMessage", "messageReply", "messageGetMentions"})
  void mentionsEverybodyInAGroup(Stage stage) {
    Phone one = stage.newPhone("One of all");
    Phone other = stage.newPhone("Other of all");
    String group = Groups.makeOn(stage.shop, "Everybody", one, other);
    Map<String, ?> all = Map.of("mentions", "all");

    JsonNode message =
        stage
            .call(
                "clientSendMessage",
                Map.of(
                    "chatId", group, "contentType", "string", "content", "Closed", "options", all))
            .path("message");
    JsonNode reply =
        stage
            .call(
                "messageReply",
                Map.of(
                    "chatId",
                    group,
                    "messageId",
                    message.at("/id/id").asText(),
                    "content",
                    "Until Monday",
                    "options",
                    Map.of("mentions", List.of("all"))))
            .path("repliedMessage");

    for (String id : List.of(message.at("/id/id").asText(), reply.at("/id/id").asText())) {
      JsonNode seen = shown(other, group, id);
      assertThat(seen.at("/attributes/mentionedJidList"))
          .extracting(JsonNode::asText)
          .containsExactlyInAnyOrder(one.lid(), other.lid());
    }
    assertThat(
            stage
                .call(
                    "messageGetMentions",
                    Map.of("chatId", group, "messageId", message.at("/id/id").asText()))
                .path("contacts"))
        .hasSize(2);
  }

  @Test
  @Exercises("messageEdit")
  void mentionsInANewTextWhomThatNames(Stage stage) {
    Phone one = stage.newPhone("Named later");
    Phone other = stage.newPhone("Named never");
    String group = Groups.makeOn(stage.shop, "Corrections", one, other);
    JsonNode sent =
        stage
            .call(
                "clientSendMessage",
                Map.of("chatId", group, "contentType", "string", "content", "Closed"))
            .path("message");
    String id = sent.at("/id/id").asText();

    JsonNode edited = edited(stage, group, id, Map.of("mentions", List.of(one.id())));

    assertThat(edited.path("mentionedIds")).hasSize(1);
    assertThat(shown(other, group, id).at("/attributes/mentionedJidList"))
        .extracting(JsonNode::asText)
        .containsExactly(one.id());
    assertThat(edited(stage, group, id, Map.of("mentions", "all")).path("mentionedIds")).hasSize(2);
    assertThat(edited(stage, group, id, Map.of()).path("mentionedIds")).isEmpty();
    assertThat(shown(other, group, id).at("/attributes/mentionedJidList")).isEmpty();
  }

  private static JsonNode edited(Stage stage, String group, String id, Map<String, ?> options) {
    return stage
        .call(
            "messageEdit",
            Map.of("chatId", group, "messageId", id, "content", "Until Monday", "options", options))
        .path("message");
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.INVALID_FIELD)
  void mentionsEverybodyInGroupsOnly(Stage stage) {
    Phone reader = stage.newPhone("Alone");

    for (String chat : List.of(reader.id(), "status@broadcast")) {
      assertThat(
              stage.fails(
                  "clientSendMessage",
                  FailureCode.INVALID_FIELD,
                  Map.of(
                      "chatId",
                      chat,
                      "contentType",
                      "string",
                      "content",
                      "All?",
                      "options",
                      Map.of("mentions", "all"))))
          .isEqualTo("options.mentions: \"all\" is for groups");
    }
    assertThat(reader.conversation(stage.shop.id())).isEmpty();
  }

  @Test
  @Exercises({"clientSendMessage", "messageGetClassInfo"})
  void namesTheLinksOfATextBothWays(Stage stage) {
    Phone reader = stage.newPhone("Sent a link");
    String text =
        "See https://shop.example.com/bags?c=2. Or www.example.org, or write to a@example.net";

    JsonNode sent =
        stage
            .call(
                "clientSendMessage",
                Map.of("chatId", reader.id(), "contentType", "string", "content", text))
            .path("message");
    String id = arrived(stage, reader, reader.write(stage.shop.id(), text));
    JsonNode received = Messages.message(stage, reader.id(), id);

    for (JsonNode message : List.of(sent, received)) {
      assertThat(message.path("links"))
          .extracting(link -> link.path("link").asText())
          .containsExactly(
              "https://shop.example.com/bags?c=2",
              "http://www.example.org",
              "mailto:a@example.net");
      assertThat(message.path("links")).allMatch(link -> link.path("isSuspicious").isBoolean());
      assertThat(message.at("/_data/links")).isEqualTo(message.path("links"));
    }
  }

  @Test
  @Exercises("clientSendMessage")
  void showsWhatPhonesSend(Stage stage) {
    Phone writer = stage.newPhone("Sending all sorts");
    String place =
        MessageReadsContractE2E.content(
            stage,
            writer,
            "location",
            Map.of("latitude", 14.7, "longitude", -17.4, "name", "Dakar"));
    String card =
        MessageReadsContractE2E.content(
            stage, writer, "contact", Map.of("name", "Moussa", "number", "221770000005"));

    assertThat(Messages.message(stage, writer.id(), place).at("/location/name").asText())
        .isEqualTo("Dakar");
    assertThat(Messages.message(stage, writer.id(), card).at("/vCards/0").asText())
        .contains("FN:Moussa");
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.INVALID_FIELD)
  void namesTheFieldOfTheContentThatIsWrong(Stage stage) {
    String error =
        stage.fails(
            "clientSendMessage",
            FailureCode.INVALID_FIELD,
            Map.of(
                "chatId",
                stage.customer.id(),
                "contentType",
                "Location",
                "content",
                Map.of("latitude", "north", "longitude", 1)));

    assertThat(error).contains("content.latitude");
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.CHAT_NOT_FOUND)
  void saysThatNobodyIsThere(Stage stage) {
    for (String nobody :
        List.of("888888888@c.us", "888888888888888@lid", "120363999999999999@g.us")) {
      Map<String, String> text =
          Map.of("chatId", nobody, "contentType", "string", "content", "Anybody there?");

      assertThat(stage.fails("clientSendMessage", FailureCode.CHAT_NOT_FOUND, text))
          .isEqualTo("Chat not Found");
    }
  }

  @Test
  @Exercises("clientSendMessage")
  void leavesAQuoteOutThatItDoesNotFind(Stage stage) {
    Phone reader = stage.newPhone("Quoted nothing");
    String first = arrived(stage, reader, reader.write(stage.shop.id(), "Hello"));
    Map<String, Object> text =
        Map.of(
            "chatId",
            reader.id(),
            "contentType",
            "string",
            "content",
            "Hello!",
            "options",
            Map.of("quotedMessageId", "3EB0NOTTHERE"));

    JsonNode message = stage.call("clientSendMessage", text).path("message");

    assertThat(message.path("hasQuotedMsg").asBoolean()).isFalse();
    assertThat(first).isNotEqualTo(message.at("/id/id").asText());
  }
}
