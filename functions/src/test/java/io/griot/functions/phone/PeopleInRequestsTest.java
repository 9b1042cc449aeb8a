package io.griot.functions.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeopleInRequestsTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  @Test
  void namesPeopleAsWhatsAppDoesWhereverTheyStand() {
    Addressed addressed =
        read(
            "clientSendMessage",
            """
            {"chatId": "+237 6 90 00 00 02", "contentType": "Contact",
             "content": {"contactId": "00226 70 12 34 56"},
             "options": {"mentions": ["22676543210", "22676543211@s.whatsapp.net"]}}
            """);

    assertThat(addressed.arguments())
        .isEqualTo(
            object(
                """
                {"chatId": "237690000002@c.us", "contentType": "Contact",
                 "content": {"contactId": "22670123456@c.us"},
                 "options": {"mentions": ["22676543210@c.us", "22676543211@c.us"]}}
                """));
    assertThat(addressed.alternatives()).isEmpty();
  }

  @Test
  void leavesTextsAloneThatNameNobody() {
    String request =
        """
        {"chatId": "120363021234567890@g.us", "contentType": "string",
         "content": "+237 6 90 00 00 02", "options": {"caption": "00237690000002"}}
        """;

    Addressed addressed = read("clientSendMessage", request);

    assertThat(addressed).isEqualTo(Addressed.asWritten(object(request)));
    assertThat(addressed.arguments()).isSameAs(addressed.written());
  }

  @Test
  void leavesIdsAsTheyAre() {
    Addressed addressed =
        read("clientSendMessage", "{\"chatId\": \"237690000002@c.us\", \"content\": \"Hello\"}");

    assertThat(addressed.arguments()).isSameAs(addressed.written());
  }

  @Test
  void saysWhereWhoHasWhichOtherForm() {
    Addressed addressed =
        read(
            "groupChatAddParticipants",
            """
            {"chatId": "120363021234567890@g.us",
             "participantIds": ["22670123456", "+229 97 12 34 56", "24107123456@c.us"]}
            """);

    assertThat(addressed.alternatives())
        .isEqualTo(
            Map.of(
                "/participantIds/1", List.of("2290197123456@c.us"),
                "/participantIds/2", List.of("24177123456@c.us", "2417123456@c.us")));
  }

  @Test
  void keepsAChatInOneOrderHoweverItsNumberIsWritten() {
    Operation send = operation("clientSendMessage");
    String group = group(send, "2290197123456@c.us");

    for (String written : List.of("+229 97 12 34 56", "22997123456@c.us", "00229 01 97 12 34 56")) {
      assertThat(group(send, written)).as(written).isEqualTo(group);
    }
    assertThat(group(send, "22997123457@c.us")).isNotEqualTo(group);
    assertThat(group(operation("contactBlock"), "contactId", "22997123456")).isEqualTo(group);
  }

  @Test
  void keepsWhatTheCallerWrote() {
    ObjectNode fields = object("{\"chatId\": \"+229 97 12 34 56\", \"content\": \"Hello\"}");

    Addressed addressed = PeopleInRequests.read(operation("clientSendMessage"), fields);

    assertThat(addressed.written()).isSameAs(fields);
    assertThat(fields.path("chatId").asText()).isEqualTo("+229 97 12 34 56");
  }

  @Test
  void takesAJsonNumberForItsDigits() {
    assertThat(read("clientSendSeen", "{\"chatId\": 237690000002}").arguments())
        .isEqualTo(object("{\"chatId\": \"237690000002@c.us\"}"));
    assertThat(read("clientSendSeen", "{\"chatId\": 1e400}").arguments().path("chatId").isNumber())
        .isTrue();
  }

  @Test
  void asksNobodyForANumberThatIsOnlyRead() {
    for (String id : List.of("clientGetFormattedNumber", "clientGetCountryCode")) {
      Addressed addressed = read(id, "{\"number\": \"+229 97 12 34 56\"}");
      assertThat(addressed.arguments().path("number").asText()).isEqualTo("22997123456@c.us");
      assertThat(addressed.alternatives()).isEmpty();
    }
    assertThat(read("contactGetCountryCode", "{\"contactId\": \"22997123456\"}").alternatives())
        .isEmpty();
  }

  @Test
  void readsTheNumberThatIsToBeLinkedAsDigits() {
    assertThat(
            read("sessionRequestPairingCode", "{\"phoneNumber\": \"+237 6 90 00 00 02\"}")
                .arguments())
        .isEqualTo(object("{\"phoneNumber\": \"237690000002\"}"));
  }

  /** A field with the name of an id, but without that in its schema, would be overlooked. */
  @Test
  void everyFieldThatNamesPeopleSaysSo() {
    for (Operation operation : CATALOGUE.operations()) {
      operation
          .requestSchema()
          .ifPresent(schema -> {
            for (String name :
                List.of(
                    "chatId", "contactId", "userId", "number", "destinationChatId", "newOwnerId")) {
              schema
                  .findValues(name)
                  .forEach(field ->
                      assertThat(field.findValue("x-phone"))
                          .as("%s: %s", operation, name)
                          .isNotNull());
            }
            for (String name :
                List.of(
                    "contactIds",
                    "participantIds",
                    "participants",
                    "userIds",
                    "requesterIds",
                    "chatIds",
                    "mentions")) {
              schema
                  .findValues(name)
                  .forEach(field ->
                      assertThat(field.findValue("items").findValue("x-phone"))
                          .as("%s: %s", operation, name)
                          .isNotNull());
            }
          });
    }
  }

  private static String group(Operation operation, String chatId) {
    return group(operation, "chatId", chatId);
  }

  private static String group(Operation operation, String field, String text) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put(field, text);
    CommandId command = CommandId.random(new Random(1));
    return operation.messageGroup(command, PeopleInRequests.read(operation, fields).ordering());
  }

  private static Addressed read(String operation, String fields) {
    return PeopleInRequests.read(operation(operation), object(fields));
  }

  private static Operation operation(String id) {
    return CATALOGUE.operation(id).orElseThrow();
  }

  private static ObjectNode object(String json) {
    return Json.readObject(json);
  }
}
