package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Phone numbers as people write them, and people whom WhatsApp knows by another form. */
@ExtendWith(StageExtension.class)
class NumberFormsContractE2E {

  @Test
  @Exercises("clientSendMessage")
  void sendsHoweverTheNumberIsWritten(Stage stage) {
    Phone reader = stage.newPhone("Written in many ways");
    String number = reader.number();
    String national = number.substring(3);
    List<String> ways =
        List.of(
            number,
            "+" + number,
            "+237 " + national.replaceAll("(.)(..)(..)(..)(..)", "$1 $2 $3 $4 $5"),
            "00237" + national,
            "(+237) " + national.replaceAll("(...)", "$1-"),
            number + "@s.whatsapp.net",
            number + "@c.us");

    for (String way : ways) {
      JsonNode answer = send(stage, way, way);
      assertThat(answer.at("/recipient/phoneNumber").asText()).as(way).isEqualTo(number);
      assertThat(answer.path("recipient").has("requestedNumber")).as(way).isFalse();
    }

    assertThat(received(stage, reader)).containsExactlyElementsOf(ways);
  }

  @Test
  @Exercises("clientSendMessage")
  void refusesANumberThatDoesNotSayItsCountry(Stage stage) {
    for (String way : List.of("0690000002", "690 00 00 02 ext. 5", "12345", "+999 999 999")) {
      assertThat(
              stage.fails(
                  "clientSendMessage",
                  FailureCode.INVALID_FIELD,
                  Map.of("chatId", way, "contentType", "string", "content", "Hello")))
          .startsWith("chatId: ");
    }
  }

  @Test
  @Exercises({"clientSendMessage", "clientGetNumberId", "clientIsRegisteredUser"})
  void reachesWhoIsKnownByTheOldNumber(Stage stage) {
    Phone benin = stage.newPhone("Old in Benin", "22997000001");
    Phone mexico = stage.newPhone("Old in Mexico", "5215512345678");
    Phone gabon = stage.newPhone("Old in Gabon", "24107000001");

    reaches(stage, benin, "+229 01 97 00 00 01", "2290197000001");
    reaches(stage, mexico, "+52 55 1234 5678", "525512345678");
    reaches(stage, gabon, "+241 77 00 00 01", "24177000001");
  }

  @Test
  @Exercises({"clientSendMessage", "clientGetNumberId", "clientIsRegisteredUser"})
  void reachesWhoIsKnownByTheNewNumber(Stage stage) {
    Phone ivoryCoast = stage.newPhone("New in Côte d'Ivoire", "2250707000001");
    Phone brazil = stage.newPhone("New in Brazil", "5511987654321");
    Phone argentina = stage.newPhone("New in Argentina", "5491123456789");

    reaches(stage, ivoryCoast, "00225 07 00 00 01", "22507000001");
    reaches(stage, brazil, "551187654321@c.us", "551187654321");
    reaches(stage, argentina, "+54 11 2345-6789", "541123456789");
  }

  @Test
  @Exercises("clientSendMessage")
  void writesToTheNumberThatWasWrittenWhereBothAreKnown(Stage stage) {
    Phone old = stage.newPhone("Old of both", "22997000002");
    Phone present = stage.newPhone("New of both", "2290197000002");

    send(stage, present.number(), "To the new");
    send(stage, old.number(), "To the old");

    assertThat(received(stage, present)).containsExactly("To the new");
    assertThat(received(stage, old)).containsExactly("To the old");
  }

  @Test
  @Exercises({"clientGetNumberId", "clientIsRegisteredUser"})
  void knowsNobodyByEitherForm(Stage stage) {
    Map<String, ?> number = Map.of("number", "+229 01 97 99 99 99");

    assertThat(stage.call("clientGetNumberId", number).path("result").isNull()).isTrue();
    JsonNode registered = stage.call("clientIsRegisteredUser", number);
    assertThat(registered.path("result").asBoolean()).isFalse();
    assertThat(registered.path("phoneNumber").isNull()).isTrue();
    stage.fails(
        "clientSendMessage",
        FailureCode.CHAT_NOT_FOUND,
        Map.of("chatId", "2290197999999", "contentType", "string", "content", "Hello"));
  }

  @Test
  @Exercises("clientSendMessage")
  void keepsAChatInOrderHoweverItsNumberIsWritten(Stage stage) {
    Phone reader = stage.newPhone("Reads in order", "22997000003");
    List<String> ways =
        List.of("2290197000003@c.us", "+229 97 00 00 03", "22997000003", "00229 01 97 00 00 03");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String body =
          Stage.fields(
                  Map.of(
                      "chatId",
                      ways.get(i % ways.size()),
                      "contentType",
                      "string",
                      "content",
                      "No. " + i))
              .toString();
      texts.add("No. " + i);
      assertThat(
              stage
                  .api
                  .send(
                      "POST",
                      "/client/sendMessage/" + Stage.SESSION,
                      body,
                      Map.of("prefer", "respond-async"))
                  .status())
          .isEqualTo(202);
    }

    Stage.patiently().until(() -> received(stage, reader).size(), n -> n == texts.size());

    assertThat(received(stage, reader)).containsExactlyElementsOf(texts);
  }

  @Test
  @Exercises("groupChatAddParticipants")
  void addsPeopleToAGroupAndNamesThemAsTheCallerDid(Stage stage) {
    Phone member = stage.newPhone("Added by another number", "22997000004");
    String group = Groups.make(stage, "Of many numbers");

    JsonNode result =
        stage
            .call(
                "groupChatAddParticipants",
                Map.of("chatId", group, "participantIds", List.of("+229 01 97 00 00 04")))
            .path("result");

    assertThat(result.at("/2290197000004@c.us/code").asInt()).isEqualTo(200);
    assertThat(result.at("/2290197000004@c.us/phoneNumber").asText()).isEqualTo(member.number());
    assertThat(Groups.numbers(Groups.seen(member, group))).contains(member.id());
  }

  private static void reaches(Stage stage, Phone person, String written, String digits) {
    JsonNode found = stage.call("clientGetNumberId", Map.of("number", written));
    assertThat(found.at("/result/_serialized").asText()).as(written).isEqualTo(person.id());
    JsonNode registered = stage.call("clientIsRegisteredUser", Map.of("number", written));
    assertThat(registered.path("result").asBoolean()).as(written).isTrue();
    assertThat(registered.path("phoneNumber").asText()).as(written).isEqualTo(person.number());

    JsonNode recipient = send(stage, written, "Found you").path("recipient");

    assertThat(recipient.path("phoneNumber").asText()).isEqualTo(person.number());
    assertThat(recipient.path("requestedNumber").asText()).isEqualTo(digits);
    assertThat(received(stage, person)).containsExactly("Found you");
  }

  private static JsonNode send(Stage stage, String chatId, String text) {
    return stage.call(
        "clientSendMessage", Map.of("chatId", chatId, "contentType", "string", "content", text));
  }

  private static List<String> received(Stage stage, Phone reader) {
    return reader.conversation(stage.shop.id()).stream()
        .map(message -> message.path("body").asText())
        .toList();
  }
}
