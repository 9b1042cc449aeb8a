package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups: names, descriptions and permissions, invite links, joining and leaving. */
@ExtendWith(StageExtension.class)
class GroupContractE2E {

  @Test
  @Exercises("clientCreateGroup")
  void makesAGroupAndSaysWhatBecameOfEach(Stage stage) {
    Phone member = stage.newPhone("Member");
    Phone reserved = stage.newPhone("Reserved");
    reserved.ask("PUT", "/group-privacy", Stage.fields(Map.of("contactsOnly", true)));

    JsonNode made =
        stage
            .call(
                "clientCreateGroup",
                Map.of(
                    "name",
                    "Made by the API",
                    "participants",
                    List.of(member.number(), reserved.id(), "999999999"),
                    "options",
                    Map.of("isAnnounce", true, "comment", "Come in")))
            .path("response");

    JsonNode fates = made.path("participants");
    assertThat(made.path("title").asText()).isEqualTo("Made by the API");
    assertThat(fates.at("/" + member.id() + "/statusCode").asInt()).isEqualTo(200);
    assertThat(fates.at("/" + reserved.id() + "/statusCode").asInt()).isEqualTo(403);
    assertThat(fates.at("/" + reserved.id() + "/isInviteV4Sent").asBoolean()).isTrue();
    assertThat(fates.at("/999999999@c.us/statusCode").asInt()).isEqualTo(404);
    assertThat(fates.at("/" + stage.shop.id() + "/isGroupCreator").asBoolean()).isTrue();
    JsonNode seen = Groups.seen(member, made.at("/gid/_serialized").asText());
    assertThat(seen.path("subject").asText()).isEqualTo("Made by the API");
    assertThat(seen.at("/rules/announce").asBoolean()).isTrue();
    assertThat(Groups.numbers(seen)).containsExactlyInAnyOrder(stage.shop.id(), member.id());
    assertThat(reserved.conversation(stage.shop.id()))
        .extracting(message -> message.path("type").asText())
        .containsExactly("groups_v4_invite");
  }

  @Test
  @Exercises("groupChatGetClassInfo")
  void showsAGroupAsItIsNow(Stage stage) {
    Phone member = stage.newPhone("Shown");
    String group = Groups.make(stage, "Shown", member);
    member.ask("PATCH", "/groups/" + group, Stage.fields(Map.of("description", "From a phone")));

    JsonNode metadata =
        stage.call("groupChatGetClassInfo", Map.of("chatId", group)).at("/chat/groupMetadata");

    assertThat(metadata.path("desc").asText()).isEqualTo("From a phone");
    assertThat(metadata.path("participants"))
        .extracting(one -> one.at("/id/_serialized").asText())
        .containsExactlyInAnyOrder(stage.shop.id(), member.id());
  }

  @Test
  @Exercises({"groupChatSetSubject", "groupChatSetDescription"})
  void namesAndDescribes(Stage stage) {
    Phone member = stage.newPhone("Reader of descriptions");
    String group = Groups.make(stage, "Before", member);

    JsonNode named =
        stage.call("groupChatSetSubject", Map.of("chatId", group, "subject", "After")).path("chat");
    JsonNode described =
        stage
            .call("groupChatSetDescription", Map.of("chatId", group, "description", "Hours: 8–18"))
            .path("chat");

    assertThat(named.path("name").asText()).isEqualTo("After");
    assertThat(named.at("/groupMetadata/subject").asText()).isEqualTo("After");
    assertThat(described.at("/groupMetadata/desc").asText()).isEqualTo("Hours: 8–18");
    JsonNode seen = Groups.seen(member, group);
    assertThat(seen.path("subject").asText()).isEqualTo("After");
    assertThat(seen.path("description").asText()).isEqualTo("Hours: 8–18");
    stage.call("groupChatSetDescription", Map.of("chatId", group, "description", ""));
    assertThat(Groups.seen(member, group).path("description").asText()).isEmpty();
  }

  @Test
  @Exercises(value = "groupChatSetSubject", failures = FailureCode.TOO_MANY_REQUESTS)
  void passesOnThatWhatsAppWantsASlowerPace(Stage stage) {
    String group = Groups.make(stage, "Too fast", stage.newPhone("In no hurry"));
    stage.shop.ask("PUT", "/faults", Stage.fields(Map.of("tooFast", true)));
    try {
      assertThat(
              stage.fails(
                  "groupChatSetSubject",
                  FailureCode.TOO_MANY_REQUESTS,
                  Map.of("chatId", group, "subject", "Faster")))
          .startsWith("too_many_requests");
    } finally {
      stage.shop.ask("PUT", "/faults", Stage.fields(Map.of("tooFast", false)));
    }
    stage.call("groupChatSetSubject", Map.of("chatId", group, "subject", "Slower"));
  }

  @Test
  @Exercises({"groupChatSetInfoAdminsOnly", "groupChatSetMessagesAdminsOnly"})
  void leavesThingsToAdmins(Stage stage) {
    Phone member = stage.newPhone("Silenced");
    String group = Groups.make(stage, "Rules", member);

    stage.call("groupChatSetInfoAdminsOnly", Map.of("chatId", group));
    stage.call("groupChatSetMessagesAdminsOnly", Map.of("chatId", group, "adminsOnly", true));

    assertThat(Groups.seen(member, group).at("/rules/restrict").asBoolean()).isTrue();
    assertThatThrownBy(() -> member.write(group, "May I?")).hasMessageContaining("not_an_admin");
    stage.call("groupChatSetMessagesAdminsOnly", Map.of("chatId", group, "adminsOnly", false));
    assertThat(member.write(group, "Thank you")).isNotEmpty();
  }

  @Test
  @Exercises({"groupChatGetInviteCode", "groupChatRevokeInvite", "clientGetInviteInfo"})
  void replacesAnInviteCode(Stage stage) {
    Phone guest = stage.newPhone("Guest");
    String group = Groups.make(stage, "By link");

    String first =
        stage.call("groupChatGetInviteCode", Map.of("chatId", group)).path("inviteCode").asText();
    JsonNode info =
        stage
            .call("clientGetInviteInfo", Map.of("inviteCode", "https://chat.whatsapp.com/" + first))
            .path("inviteInfo");
    String second =
        stage.call("groupChatRevokeInvite", Map.of("chatId", group)).path("newInviteCode").asText();

    assertThat(info.at("/id/_serialized").asText()).isEqualTo(group);
    assertThat(info.path("subject").asText()).isEqualTo("By link");
    assertThat(second).isNotEqualTo(first);
    assertThatThrownBy(() -> Groups.join(guest, first)).hasMessageContaining("invite_not_valid");
    assertThat(Groups.join(guest, second).path("pending").asBoolean()).isFalse();
  }

  @Test
  @Exercises(
      value = {"clientAcceptInvite", "clientGetInviteInfo"},
      failures = FailureCode.INVITE_CODE_NOT_FOUND)
  void followsNoCodeThatLeadsNowhere(Stage stage) {
    for (String operation : List.of("clientAcceptInvite", "clientGetInviteInfo")) {
      for (String code : List.of("Bk3zY5vQ7aXf0LwR2mTn8c", "not a code")) {
        stage.fails(operation, FailureCode.INVITE_CODE_NOT_FOUND, Map.of("inviteCode", code));
      }
    }
  }

  @Test
  @Exercises({"clientAcceptInvite", "groupChatLeave"})
  void joinsAndLeaves(Stage stage) {
    Phone owner = stage.newPhone("Owner");
    String group = Groups.makeOn(owner, "Owner's");
    String code = Groups.seen(owner, group).path("inviteCode").asText();

    for (int i = 0; i < 2; i++) {
      ObjectNode joined = stage.call("clientAcceptInvite", Map.of("inviteCode", code));
      assertThat(joined.path("acceptInvite").asText()).isEqualTo(group);
      assertThat(joined.path("pendingApproval").asBoolean()).isFalse();
    }
    assertThat(Groups.numbers(Groups.seen(owner, group))).contains(stage.shop.id());

    stage.call("groupChatLeave", Map.of("chatId", group));
    stage.call("groupChatLeave", Map.of("chatId", group));
    assertThat(Groups.numbers(Groups.seen(owner, group))).containsExactly(owner.id());
  }

  @Test
  @Exercises("clientAcceptInvite")
  void asksToBeLetIn(Stage stage) {
    Phone owner = stage.newPhone("Careful owner");
    String group = Groups.makeOn(owner, "Guarded");
    owner.ask("PATCH", "/groups/" + group, Stage.fields(Map.of("approval", true)));
    String code = Groups.seen(owner, group).path("inviteCode").asText();

    ObjectNode asked = stage.call("clientAcceptInvite", Map.of("inviteCode", code));

    assertThat(asked.path("pendingApproval").asBoolean()).isTrue();
    assertThat(Groups.seen(owner, group).at("/requests/0/pn").asText()).isEqualTo(stage.shop.id());
  }

  @Test
  @Exercises({"clientGetCommonGroups", "contactGetCommonGroups"})
  void findsTheGroupsSharedWithSomebody(Stage stage) {
    Phone friend = stage.newPhone("Friend");
    String group = Groups.make(stage, "Shared", friend);

    for (String id : List.of(friend.id(), friend.lid(), friend.number())) {
      Stage.patiently()
          .untilAsserted(() ->
              assertThat(stage.call("clientGetCommonGroups", Map.of("contactId", id)).at("/groups"))
                  .extracting(one -> one.path("_serialized").asText())
                  .containsExactly(group));
    }
    assertThat(
            stage
                .call("contactGetCommonGroups", Map.of("contactId", friend.id()))
                .at("/result/0/_serialized")
                .asText())
        .isEqualTo(group);
    assertThat(
            stage
                .call("clientGetCommonGroups", Map.of("contactId", "999999999@c.us"))
                .at("/groups"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupChatGetClassInfo",
        "groupChatAddParticipants",
        "groupChatRemoveParticipants",
        "groupChatPromoteParticipants",
        "groupChatDemoteParticipants",
        "groupChatGetInviteCode",
        "groupChatRevokeInvite",
        "groupChatLeave",
        "groupChatSetSubject",
        "groupChatSetDescription",
        "groupChatSetInfoAdminsOnly",
        "groupChatSetMessagesAdminsOnly",
        "groupChatGetGroupMembershipRequests",
        "groupChatApproveGroupMembershipRequests",
        "groupChatRejectGroupMembershipRequests"
      })
  @Exercises(
      value = {
        "groupChatGetClassInfo",
        "groupChatAddParticipants",
        "groupChatRemoveParticipants",
        "groupChatPromoteParticipants",
        "groupChatDemoteParticipants",
        "groupChatGetInviteCode",
        "groupChatRevokeInvite",
        "groupChatLeave",
        "groupChatSetSubject",
        "groupChatSetDescription",
        "groupChatSetInfoAdminsOnly",
        "groupChatSetMessagesAdminsOnly",
        "groupChatGetGroupMembershipRequests",
        "groupChatApproveGroupMembershipRequests",
        "groupChatRejectGroupMembershipRequests"
      },
      failures = {FailureCode.CHAT_NOT_FOUND, FailureCode.NOT_A_GROUP})
  void refusesWhatIsNoGroup(String operation, Stage stage) {
    fails(stage, operation, FailureCode.NOT_A_GROUP, stage.customer.id());
    fails(stage, operation, FailureCode.CHAT_NOT_FOUND, "120363999999999999@g.us");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupChatAddParticipants",
        "groupChatRemoveParticipants",
        "groupChatPromoteParticipants",
        "groupChatDemoteParticipants",
        "groupChatRevokeInvite",
        "groupChatSetSubject",
        "groupChatSetDescription",
        "groupChatSetInfoAdminsOnly",
        "groupChatSetMessagesAdminsOnly",
        "groupChatGetGroupMembershipRequests",
        "groupChatApproveGroupMembershipRequests",
        "groupChatRejectGroupMembershipRequests"
      })
  void saysThatOnlyAdminsMay(String operation, Stage stage) {
    Phone owner = stage.newPhone("Strict owner");
    String group = Groups.makeOn(owner, "Strict", stage.shop);
    owner.ask(
        "PATCH", "/groups/" + group, Stage.fields(Map.of("restrict", true, "membersAdd", false)));

    assertThat(fails(stage, operation, FailureCode.REFUSED_BY_WHATSAPP, group))
        .contains("not an admin");
  }

  private static String fails(Stage stage, String operation, FailureCode code, String chatId) {
    ObjectNode request = Documented.exampleRequest(Documented.operation(operation));
    request.put("chatId", chatId);
    return stage.fails(operation, code, Groups.map(request));
  }
}
