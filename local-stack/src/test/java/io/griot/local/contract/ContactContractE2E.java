package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People: who they are, their numbers, blocking them. */
@ExtendWith(StageExtension.class)
class ContactContractE2E {
  private static final String NOBODY = "999999999@c.us";

  @Test
  @Exercises({"clientGetContactById", "contactGetClassInfo", "chatGetContact"})
  void answersOnePersonWhoeverAsksHow(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Known");
    Map<String, String> byNumber = Map.of("contactId", chat.id());

    JsonNode contact = stage.call("clientGetContactById", byNumber).path("contact");

    assertThat(contact.at("/id/_serialized").asText()).isEqualTo(chat.id());
    assertThat(contact.path("pushname").asText()).isEqualTo("Known");
    assertThat(stage.call("contactGetClassInfo", byNumber).path("result")).isEqualTo(contact);
    assertThat(chat.call("chatGetContact").path("contact")).isEqualTo(contact);
    assertThat(
            stage
                .call("clientGetContactById", Map.of("contactId", chat.other().lid()))
                .path("contact"))
        .isEqualTo(contact);
  }

  @Test
  @Exercises("clientGetContactById")
  void hasAContactForEveryNumber(Stage stage) {
    Phone stranger = stage.newPhone("Stranger");

    JsonNode met = stage.call("clientGetContactById", Map.of("contactId", stranger.id()));
    JsonNode nobody = stage.call("clientGetContactById", Map.of("contactId", "888888888@c.us"));

    assertThat(met.at("/contact/pushname").asText()).isEqualTo("Stranger");
    assertThat(nobody.at("/contact/number").asText()).isEqualTo("888888888");
  }

  @Test
  @Exercises({"contactBlock", "contactUnblock", "clientGetBlockedContacts"})
  void keepsSomebodyOutUntilUnblocked(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Blocked");
    Map<String, String> contact = Map.of("contactId", chat.id());

    assertThat(stage.call("contactBlock", contact).path("result").asBoolean()).isTrue();
    assertThat(blocked(stage)).contains(chat.id());
    assertThat(stage.call("clientGetContactById", contact).at("/contact/isBlocked").asBoolean())
        .isTrue();
    chat.other().write(stage.shop.id(), "Let me in");
    assertThat(stage.shop.conversation(chat.id())).hasSize(1);

    assertThat(
            stage
                .call("contactUnblock", Map.of("contactId", chat.other().lid()))
                .path("result")
                .asBoolean())
        .isTrue();
    assertThat(blocked(stage)).doesNotContain(chat.id());
    chat.other().write(stage.shop.id(), "Thank you");
    assertThat(stage.shop.conversation(chat.id())).hasSize(2);
  }

  @Test
  @Exercises({"contactBlock", "contactUnblock"})
  void blocksNoGroup(Stage stage) {
    for (String operation : List.of("contactBlock", "contactUnblock")) {
      assertThat(
              stage
                  .call(operation, Map.of("contactId", "120363021234567@g.us"))
                  .path("result")
                  .asBoolean())
          .isFalse();
    }
  }

  @Test
  @Exercises(
      value = {"contactBlock", "contactUnblock", "contactGetChat"},
      failures = FailureCode.CONTACT_NOT_FOUND)
  void findsNobody(Stage stage) {
    for (String operation : List.of("contactBlock", "contactUnblock", "contactGetChat")) {
      assertThat(stage.fails(operation, FailureCode.CONTACT_NOT_FOUND, Map.of("contactId", NOBODY)))
          .isEqualTo("Contact not Found");
    }
  }

  @Test
  @Exercises(
      value = {"contactBlock", "contactUnblock"},
      failures = FailureCode.CONTACT_NOT_FOUND)
  void findsNobodyOfWhomOnlyTheIdWasLookedAt(Stage stage) {
    Map<String, String> looked = Map.of("contactId", "888888888888888@lid");
    stage.call("clientGetContactById", looked);

    stage.fails("contactBlock", FailureCode.CONTACT_NOT_FOUND, looked);
    stage.fails("contactUnblock", FailureCode.CONTACT_NOT_FOUND, looked);
  }

  @Test
  @Exercises("contactGetAbout")
  void readsWhatSomebodySaysUnlessItIsHidden(Stage stage) {
    Phone other = stage.newPhone("Talkative");
    other.ask("PATCH", "", Json.MAPPER.createObjectNode().put("about", "On the road"));
    assertThat(about(stage, other).asText()).isEqualTo("On the road");

    other.ask(
        "PUT",
        "/blocked",
        Json.MAPPER.createObjectNode().put("contact", stage.shop.number()).put("blocked", true));

    assertThat(about(stage, other).isNull()).isTrue();
  }

  @Test
  @Exercises({"contactGetChat", "chatGetClassInfo"})
  void findsTheChatWithSomebody(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Chatting");

    JsonNode found = stage.call("contactGetChat", Map.of("contactId", chat.id())).path("result");

    assertThat(found.path("unreadCount").asInt()).isEqualTo(1);
    assertThat(chat.call("chatGetClassInfo").path("chat")).isEqualTo(found);
    assertThat(
            stage
                .call("contactGetChat", Map.of("contactId", stage.shop.id()))
                .path("result")
                .isNull())
        .isTrue();
  }

  @Test
  @Exercises({
    "clientGetFormattedNumber",
    "clientGetCountryCode",
    "contactGetFormattedNumber",
    "contactGetCountryCode"
  })
  void readsPhoneNumbers(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Numbered");
    String formatted = "+237 6 91 0" + chat.other().number().substring(7, 8);

    for (Object number : List.of(chat.id(), Long.parseLong(chat.other().number()))) {
      assertThat(result(stage, "clientGetFormattedNumber", "number", number)).startsWith(formatted);
      assertThat(result(stage, "clientGetCountryCode", "number", number)).isEqualTo("237");
    }
    for (String id : List.of(chat.id(), chat.other().lid())) {
      assertThat(result(stage, "contactGetFormattedNumber", "contactId", id)).startsWith(formatted);
      assertThat(result(stage, "contactGetCountryCode", "contactId", id)).isEqualTo("237");
    }
  }

  @Test
  @Exercises(
      value = {"contactGetFormattedNumber", "contactGetCountryCode"},
      failures = FailureCode.INVALID_FIELD)
  void refusesToReadAHiddenNumber(Stage stage) {
    for (String operation : List.of("contactGetFormattedNumber", "contactGetCountryCode")) {
      assertThat(
              stage.fails(
                  operation, FailureCode.INVALID_FIELD, Map.of("contactId", "999999999999999@lid")))
          .startsWith("contactId: ");
    }
  }

  @Test
  @Exercises("clientGetContactLidAndPhone")
  void knowsPeopleByBothIds(Stage stage) {
    Phone stranger = stage.newPhone("Both");
    JsonNode both =
        Json.MAPPER.valueToTree(
            Map.of("lid", stranger.lid(), "pn", stranger.id(), "phoneNumber", stranger.number()));

    JsonNode data =
        stage
            .call("clientGetContactLidAndPhone", Map.of("userIds", List.of(stranger.id(), NOBODY)))
            .path("data");
    JsonNode byLid =
        stage
            .call("clientGetContactLidAndPhone", Map.of("userIds", List.of(stranger.lid())))
            .path("data");

    assertThat(data.path(0)).isEqualTo(both);
    assertThat(data.path(1).has("lid")).isFalse();
    assertThat(data.at("/1/pn").asText()).isEqualTo(NOBODY);
    assertThat(data.at("/1/phoneNumber").asText() + "@c.us").isEqualTo(NOBODY);
    assertThat(byLid.path(0)).isEqualTo(both);
  }

  @Test
  @Exercises("clientGetContactDeviceCount")
  void countsDevices(Stage stage) {
    assertThat(devices(stage, stage.shop.id())).isEqualTo(1 + stage.shop.devices().size());
    assertThat(devices(stage, NOBODY)).isZero();
  }

  private static int devices(Stage stage, String id) {
    return stage.call("clientGetContactDeviceCount", Map.of("userId", id)).path("result").asInt();
  }

  private static String result(Stage stage, String operation, String field, Object value) {
    return stage.call(operation, Map.of(field, value)).path("result").asText();
  }

  private static JsonNode about(Stage stage, Phone other) {
    return stage.call("contactGetAbout", Map.of("contactId", other.id())).path("result");
  }

  private static List<String> blocked(Stage stage) {
    return stage
        .call("clientGetBlockedContacts", Map.of())
        .path("blockedContacts")
        .valueStream()
        .map(contact -> contact.at("/id/_serialized").asText())
        .toList();
  }
}
