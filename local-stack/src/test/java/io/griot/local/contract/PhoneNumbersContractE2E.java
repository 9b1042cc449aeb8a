package io.griot.local.contract;

import static io.griot.local.contract.MessageReadsContractE2E.content;
import static io.griot.local.contract.Messages.arrived;
import static io.griot.local.contract.Messages.message;
import static io.griot.local.contract.Messages.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.griot.contract.Json;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every id of a person is accompanied by the phone number, or null. */
@ExtendWith(StageExtension.class)
class PhoneNumbersContractE2E {
  private static final JsonNode UNKNOWN = NullNode.getInstance();

  @Test
  @Exercises({
    "messageGetClassInfo",
    "clientGetChatById",
    "chatGetContact",
    "clientGetClassInfo",
    "clientGetNumberId",
    "clientGetContactLidAndPhone"
  })
  void saysTheNumberOfWhoWroteUnderAHiddenId(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Known by number");
    Phone writer = chat.other();

    JsonNode received =
        message(
            stage, writer.lid(), arrived(stage, writer, writer.write(stage.shop.id(), "Me again")));
    JsonNode answered = message(stage, writer.lid(), sent(stage, writer, "Welcome back"));

    assertThat(received.path("from").asText()).isEqualTo(writer.lid());
    assertThat(received.path("fromNumber")).isEqualTo(number(writer));
    assertThat(received.path("toNumber")).isEqualTo(number(stage.shop));
    assertThat(received.path("authorNumber")).isEqualTo(UNKNOWN);
    assertThat(received.at("/_data/from/_serialized").asText())
        .as("ids in WhatsApp's model are objects in answers")
        .isEqualTo(writer.lid());
    assertThat(answered.path("fromNumber")).isEqualTo(number(stage.shop));
    assertThat(answered.path("toNumber")).isEqualTo(number(writer));
    assertThat(chat.inThePage().path("phoneNumber")).isEqualTo(number(writer));
    JsonNode contact = chat.call("chatGetContact").path("contact");
    assertThat(contact.path("phoneNumber")).isEqualTo(number(writer));
    assertThat(contact.path("number")).isEqualTo(number(writer));
    assertThat(stage.call("clientGetClassInfo", Map.of()).at("/sessionInfo/phoneNumber"))
        .isEqualTo(number(stage.shop));
    assertThat(
            stage.call("clientGetNumberId", Map.of("number", writer.number())).path("phoneNumber"))
        .isEqualTo(number(writer));
    JsonNode both =
        stage.call("clientGetContactLidAndPhone", Map.of("userIds", List.of(writer.lid())));
    assertThat(both.at("/data/0/phoneNumber")).isEqualTo(number(writer));
  }

  @Test
  @Exercises({"clientGetChatById", "messageGetClassInfo", "chatGetContact", "clientSendMessage"})
  void hasNoNumberForWhoGoesByAUsername(Stage stage) {
    Phone nameless = hiding(stage, "By username", "nobody");
    String id = wrote(stage, nameless, "Guess who");

    JsonNode received = message(stage, nameless.lid(), id);
    assertThat(received.path("fromNumber")).isEqualTo(UNKNOWN);
    assertThat(received.path("toNumber")).isEqualTo(number(stage.shop));
    assertThat(chat(stage, nameless).path("phoneNumber")).isEqualTo(UNKNOWN);
    JsonNode contact =
        stage.call("chatGetContact", Map.of("chatId", nameless.lid())).path("contact");
    assertThat(contact.path("phoneNumber")).isEqualTo(UNKNOWN);
    assertThat(contact.path("number").asText())
        .as("stays a text, as clients of the original expect")
        .isEqualTo(nameless.lid().replace("@lid", ""));
    assertThat(send(stage, nameless.lid()).path("recipient"))
        .isEqualTo(recipient(nameless.lid(), nameless.lid(), UNKNOWN));
  }

  @Test
  @Exercises({
    "messageGetClassInfo",
    "clientSendMessage",
    "clientGetContactById",
    "clientGetContactLidAndPhone",
    "groupChatAddParticipants",
    "groupChatGetClassInfo",
    "contactBlock",
    "contactUnblock"
  })
  void knowsPeopleByTheirUsernameWhoHaveNoNumber(Stage stage) {
    Phone nameless = stage.newPhone("Only a username");
    nameless.ask("PUT", "/username", Stage.fields(Map.of("username", "ama.kone")));
    JsonNode username = TextNode.valueOf("ama.kone");
    String lid = nameless.lid();
    String id = wrote(stage, nameless, "By my name");

    JsonNode received = message(stage, lid, id);
    assertThat(received.path("fromNumber")).isEqualTo(UNKNOWN);
    assertThat(received.path("fromUsername")).isEqualTo(username);
    assertThat(received.has("toUsername")).isFalse();
    JsonNode sent = send(stage, lid);
    assertThat(sent.at("/recipient/username")).isEqualTo(username);
    assertThat(sent.at("/recipient/phoneNumber")).isEqualTo(UNKNOWN);
    Stage.patiently()
        .untilAsserted(() ->
            assertThat(nameless.conversation(stage.shop.id()))
                .extracting(shown -> shown.path("body").asText())
                .contains("Hello"));
    for (JsonNode shown :
        List.of(
            chat(stage, nameless),
            stage.call("clientGetContactById", Map.of("contactId", lid)).path("contact"),
            stage
                .call("clientGetContactLidAndPhone", Map.of("userIds", List.of(lid)))
                .at("/data/0"))) {
      assertThat(shown.path("phoneNumber")).as(shown.toString()).isEqualTo(UNKNOWN);
      assertThat(shown.path("username")).as(shown.toString()).isEqualTo(username);
    }

    String group = Groups.make(stage, "Also without numbers", stage.customer);
    JsonNode added =
        stage.call(
            "groupChatAddParticipants", Map.of("chatId", group, "participantIds", List.of(lid)));
    assertThat(added.path("result").path(lid).path("code").asInt()).isEqualTo(200);
    assertThat(Groups.seen(nameless, group).path("isMember").asBoolean()).isTrue();
    JsonNode member = participant(metadata(stage, group), lid);
    assertThat(member.path("phoneNumber")).isEqualTo(UNKNOWN);
    assertThat(member.path("username")).isEqualTo(username);
    String mine = inGroup(stage, group, nameless.write(group, "In the group"));
    assertThat(message(stage, group, mine).path("authorUsername")).isEqualTo(username);

    Map<String, String> blocked = Map.of("contactId", lid);
    assertThat(stage.call("contactBlock", blocked).path("result").asBoolean()).isTrue();
    assertThat(stage.call("contactUnblock", blocked).path("result").asBoolean()).isTrue();
  }

  @Test
  @Exercises({"clientGetChatById", "messageGetClassInfo"})
  void asksOnceForTheNumberOfAPrivateChatAndRemembersIt(Stage stage) {
    Phone reserved = hiding(stage, "Tells who asks", "whoAsks");
    String id = wrote(stage, reserved, "Anybody there?");

    Stage.patiently()
        .untilAsserted(() ->
            assertThat(chat(stage, reserved).path("phoneNumber")).isEqualTo(number(reserved)));

    assertThat(message(stage, reserved.lid(), id).path("fromNumber")).isEqualTo(number(reserved));
  }

  @Test
  @Exercises({"clientSendMessage", "messageReply"})
  void saysWhomAMessageWentTo(Stage stage) {
    Phone reader = stage.newPhone("Recipient");
    String group = Groups.makeOn(stage.shop, "Recipients", reader);
    Stage.patiently()
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> chat(stage, group), chat -> chat.path("phoneNumber").isNull());

    JsonNode byNumber = send(stage, reader.id());
    assertThat(byNumber.path("recipient"))
        .isEqualTo(recipient(reader.lid(), reader.lid(), number(reader)));
    assertThat(byNumber.at("/recipient/id")).isEqualTo(byNumber.at("/message/to"));
    assertThat(send(stage, reader.lid()).path("recipient")).isEqualTo(byNumber.path("recipient"));
    assertThat(send(stage, group).path("recipient")).isEqualTo(recipient(group, null, UNKNOWN));
    assertThat(send(stage, "status@broadcast").path("recipient"))
        .isEqualTo(recipient("status@broadcast", null, UNKNOWN));
  }

  @Test
  @Exercises({"messageGetClassInfo", "groupChatGetClassInfo", "messageGetContact"})
  void saysWhoWroteInAGroupOnceTheNumberIsKnown(Stage stage) {
    Phone member = stage.newPhone("Stranger in a group");
    String group = Groups.makeOn(stage.customer, "Neighbours", stage.shop, member);
    String id = member.write(group, "Good evening all");
    String mine = inGroup(stage, group, id);

    JsonNode before = message(stage, group, mine);
    assertThat(before.path("author").asText()).isEqualTo(member.lid());
    assertThat(before.path("authorNumber")).as("nobody told the shop").isEqualTo(UNKNOWN);
    assertThat(before.path("fromNumber")).as("a group has no number").isEqualTo(UNKNOWN);
    JsonNode metadata = metadata(stage, group);
    assertThat(metadata.path("ownerNumber")).isEqualTo(number(stage.customer));
    assertThat(participant(metadata, member.lid()).path("phoneNumber")).isEqualTo(UNKNOWN);
    assertThat(participant(metadata, stage.shop.id()).path("phoneNumber"))
        .isEqualTo(number(stage.shop));

    arrived(stage, member, member.write(stage.shop.id(), "It was me"));

    JsonNode after = message(stage, group, mine);
    assertThat(after.path("authorNumber")).isEqualTo(number(member));
    assertThat(participant(metadata(stage, group), member.id()).path("phoneNumber"))
        .isEqualTo(number(member));
  }

  @Test
  @Exercises({"messageGetReactions", "messageGetInfo", "messageGetPollVotes", "messageGetPayment"})
  void saysWhoReactedReadVotedAndIsPaid(Stage stage) {
    Phone other = stage.newPhone("Reacts, reads, votes");
    String id = sent(stage, other, "Ready");
    ask(stage, other, "reactions", Map.of("messageId", id, "text", "🙏"));
    other.read(stage.shop.id());
    Map<String, ?> poll = Map.of("name", "When?", "options", List.of("Now", "Later"));
    String pollId = content(stage, other, "poll", poll);
    ask(stage, other, "votes", Map.of("messageId", pollId, "options", List.of("Now")));
    String payment =
        content(stage, other, "payment", Map.of("amount1000", 1_000, "currency", "INR"));

    assertThat(eventually(stage, "messageGetReactions", other, id, "/result/0/senders/0"))
        .isEqualTo(number(other));
    assertThat(eventually(stage, "messageGetInfo", other, id, "/info/read/0"))
        .isEqualTo(number(other));
    assertThat(eventually(stage, "messageGetPollVotes", other, pollId, "/votes/0"))
        .isEqualTo(number(other));
    Map<String, ?> paid = Map.of("chatId", other.id(), "messageId", payment);
    assertThat(stage.call("messageGetPayment", paid).at("/payment/paymentMessageReceiverNumber"))
        .isEqualTo(number(stage.shop));
  }

  @Test
  @Exercises("messageGetClassInfo")
  void saysTheNumbersOfThoseMentioned(Stage stage) {
    Phone writer = stage.newPhone("Mentions by number");
    Map<String, ?> fields =
        Map.of(
            "text",
            "@" + stage.customer.number() + " look",
            "mentions",
            List.of(stage.customer.number()));
    JsonNode written = ask(stage, writer, "messages", fields);

    JsonNode shown =
        message(stage, writer.lid(), arrived(stage, writer, written.path("id").asText()));

    assertThat(shown.path("mentionedIds")).hasSize(1);
    assertThat(shown.path("mentionedNumbers"))
        .isEqualTo(Json.MAPPER.createArrayNode().add(number(stage.customer)));
  }

  @Test
  @Exercises({
    "clientCreateGroup",
    "groupChatAddParticipants",
    "groupChatGetGroupMembershipRequests",
    "groupChatApproveGroupMembershipRequests",
    "clientGetInviteInfo"
  })
  void saysTheNumbersOfThoseWhoComeIntoAGroup(Stage stage) {
    Phone first = stage.newPhone("First in");
    Phone second = stage.newPhone("Second in");
    Phone asking = stage.newPhone("Wants in");
    JsonNode made =
        stage.call(
            "clientCreateGroup",
            Map.of(
                "name",
                "Newcomers",
                "participants",
                List.of(first.number()),
                "options",
                Map.of("membershipApprovalMode", true)));
    JsonNode founders = made.at("/response/participants");
    assertThat(founders.path(first.id()).path("phoneNumber")).isEqualTo(number(first));
    assertThat(founders.path(stage.shop.id()).path("phoneNumber")).isEqualTo(number(stage.shop));
    String group = made.at("/response/gid/_serialized").asText();

    JsonNode added =
        stage.call(
            "groupChatAddParticipants",
            Map.of("chatId", group, "participantIds", List.of(second.lid())));
    assertThat(added.path("result").path(second.lid()).path("phoneNumber"))
        .isEqualTo(number(second));

    String code =
        stage.call("groupChatGetInviteCode", Map.of("chatId", group)).path("inviteCode").asText();
    assertThat(
            stage
                .call("clientGetInviteInfo", Map.of("inviteCode", code))
                .at("/inviteInfo/ownerNumber"))
        .isEqualTo(number(stage.shop));
    Groups.join(asking, code);
    JsonNode request =
        stage.call("groupChatGetGroupMembershipRequests", Map.of("chatId", group)).at("/result/0");
    assertThat(request.at("/id/_serialized").asText()).isEqualTo(asking.lid());
    assertThat(request.path("phoneNumber")).as("a stranger still").isEqualTo(UNKNOWN);
    JsonNode decision =
        stage.call(
            "groupChatApproveGroupMembershipRequests",
            Map.of("chatId", group, "options", Map.of("requesterIds", List.of(asking.id()))));
    assertThat(decision.at("/result/0/phoneNumber")).isEqualTo(number(asking));
  }

  @Test
  @Exercises("clientGetBlockedContacts")
  void saysTheNumbersOfThoseBlocked(Stage stage) {
    Conversation chat = Conversation.begin(stage, "Blocked by number");
    Map<String, String> fields = Map.of("contactId", chat.id());
    stage.call("contactBlock", fields);

    JsonNode blocked = stage.call("clientGetBlockedContacts", Map.of()).path("blockedContacts");

    assertThat(blocked)
        .extracting(contact -> contact.path("phoneNumber"))
        .contains(number(chat.other()));
    stage.call("contactUnblock", fields);
  }

  @Test
  @Exercises({"clientCreateGroup", "groupChatAddParticipants"})
  void bringsWhoHasNoNumberIntoGroups(Stage stage) {
    Phone nameless = hiding(stage, "In groups by LID", "nobody");
    wrote(stage, nameless, "Add me");
    String group = Groups.make(stage, "Grows by LID");

    JsonNode added =
        stage
            .call(
                "groupChatAddParticipants",
                Map.of("chatId", group, "participantIds", List.of(nameless.lid())))
            .at("/result/" + nameless.lid());
    JsonNode founded =
        stage
            .call(
                "clientCreateGroup",
                Map.of("name", "Begins by LID", "participants", List.of(nameless.lid())))
            .at("/response/participants/" + nameless.lid());

    assertThat(added.path("code").asInt()).isEqualTo(200);
    assertThat(founded.path("statusCode").asInt()).isEqualTo(200);
    assertThat(Groups.numbers(Groups.seen(nameless, group))).contains(nameless.id());
    Map<String, ?> member = Map.of("chatId", group, "participantIds", List.of(nameless.lid()));
    stage.call("groupChatPromoteParticipants", member);
    assertThat(Groups.seen(nameless, group).path("isAdmin").asBoolean()).isTrue();
    stage.call("groupChatDemoteParticipants", member);
    assertThat(Groups.seen(nameless, group).path("isAdmin").asBoolean()).isFalse();
    stage.call("groupChatRemoveParticipants", member);
    assertThat(Groups.numbers(Groups.seen(stage.shop, group))).doesNotContain(nameless.id());
  }

  private static JsonNode number(Phone phone) {
    return TextNode.valueOf(phone.number());
  }

  private static JsonNode recipient(String id, @Nullable String lid, JsonNode number) {
    return Json.MAPPER.createObjectNode().put("id", id).put("lid", lid).set("phoneNumber", number);
  }

  /** A person who does not show the number to everybody. */
  private static Phone hiding(Stage stage, String name, String shownTo) {
    Phone phone = stage.newPhone(name);
    phone.ask("PUT", "/number-privacy", Stage.fields(Map.of("shownTo", shownTo)));
    return phone;
  }

  /**
   * Writes to the shop, named only by its LID, and waits for it.
   *
   * @return the message's id
   */
  private static String wrote(Stage stage, Phone writer, String text) {
    String id = writer.write(stage.shop.id(), text);
    Stage.patiently()
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> chat(stage, writer).at("/lastMessage/id/id").asText(), last -> last.equals(id));
    return id;
  }

  private static JsonNode chat(Stage stage, Phone other) {
    return chat(stage, other.lid());
  }

  private static JsonNode chat(Stage stage, String id) {
    return stage.call("clientGetChatById", Map.of("chatId", id)).path("chat");
  }

  private static JsonNode send(Stage stage, String chat) {
    return stage.call(
        "clientSendMessage", Map.of("chatId", chat, "contentType", "string", "content", "Hello"));
  }

  private static JsonNode ask(Stage stage, Phone phone, String what, Map<String, ?> fields) {
    return phone.ask("POST", "/chats/" + stage.shop.id() + "/" + what, Stage.fields(fields));
  }

  /**
   * Waits for a message in a group.
   *
   * @return its full key
   */
  private static String inGroup(Stage stage, String group, String id) {
    return Stage.patiently()
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> chat(stage, group).path("lastMessage"),
            last -> last.at("/id/id").asText().equals(id))
        .at("/id/_serialized")
        .asText();
  }

  private static JsonNode metadata(Stage stage, String group) {
    return stage.call("groupChatGetClassInfo", Map.of("chatId", group)).at("/chat/groupMetadata");
  }

  private static JsonNode participant(JsonNode metadata, String id) {
    return metadata
        .path("participants")
        .valueStream()
        .filter(one -> one.at("/id/_serialized").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in the group: " + id));
  }

  /** Waits for the number in an answer about a message. */
  private static JsonNode eventually(
      Stage stage, String operation, Phone other, String message, String at) {
    return Stage.patiently()
        .until(
            () ->
                stage
                    .call(operation, Map.of("chatId", other.id(), "messageId", message))
                    .at(at + "/phoneNumber"),
            found -> !found.isMissingNode());
  }
}
