package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members, admins and join requests of groups. */
@ExtendWith(StageExtension.class)
class GroupMembersContractE2E {

  @Test
  @Exercises("groupChatAddParticipants")
  void addsPeopleAndSaysWhatBecameOfEach(Stage stage) {
    Phone byNumber = stage.newPhone("By number");
    Phone byLid = stage.newPhone("By LID");
    Phone already = stage.newPhone("Already");
    String group = Groups.make(stage, "Growing", already);

    ObjectNode added =
        stage.call(
            "groupChatAddParticipants",
            Map.of(
                "chatId",
                group,
                "contactIds",
                List.of(byNumber.number(), byLid.lid(), already.id(), "999999999@c.us")));

    assertThat(Groups.numbers(Groups.seen(byLid, group)))
        .containsExactlyInAnyOrder(stage.shop.id(), already.id(), byNumber.id(), byLid.id());
    assertThat(added.path("participants")).hasSize(4);
    JsonNode result = added.path("result");
    assertThat(result.at("/" + byNumber.id() + "/code").asInt()).isEqualTo(200);
    assertThat(result.at("/" + byLid.lid() + "/code").asInt()).isEqualTo(200);
    assertThat(result.at("/" + already.id() + "/code").asInt()).isEqualTo(409);
    assertThat(result.at("/999999999@c.us/code").asInt()).isEqualTo(404);
  }

  @Test
  @Exercises("groupChatAddParticipants")
  void invitesWhoCanOnlyBeInvited(Stage stage) {
    Phone reserved = stage.newPhone("Only by invitation");
    Phone uninvited = stage.newPhone("Not even that");
    String group = Groups.make(stage, "Private");
    for (Phone phone : List.of(reserved, uninvited)) {
      phone.ask("PUT", "/group-privacy", Stage.fields(Map.of("contactsOnly", true)));
    }

    JsonNode invited = add(stage, group, reserved, true);
    JsonNode left = add(stage, group, uninvited, false);

    assertThat(invited.path("code").asInt()).isEqualTo(403);
    assertThat(invited.path("isInviteV4Sent").asBoolean()).isTrue();
    assertThat(left.path("isInviteV4Sent").asBoolean()).isFalse();
    JsonNode invitation = reserved.conversation(stage.shop.id()).getLast();
    assertThat(invitation.path("type").asText()).isEqualTo("groups_v4_invite");
    Groups.join(reserved, invitation.at("/attributes/inviteCode").asText());
    assertThat(Groups.numbers(Groups.seen(reserved, group))).contains(reserved.id());
    assertThat(uninvited.chats()).isEmpty();
  }

  private static JsonNode add(Stage stage, String group, Phone phone, boolean invite) {
    return stage
        .call(
            "groupChatAddParticipants",
            Map.of(
                "chatId",
                group,
                "participantIds",
                phone.id(),
                "options",
                Map.of("autoSendInviteV4", invite)))
        .at("/result/" + phone.id());
  }

  @Test
  @Exercises({"groupChatPromoteParticipants", "groupChatDemoteParticipants"})
  void makesAdminsAndMembersAgain(Stage stage) {
    Phone member = stage.newPhone("Rising");
    Phone stranger = stage.newPhone("Not in it");
    String group = Groups.make(stage, "Roles", member);
    Map<String, ?> request =
        Map.of("chatId", group, "contactIds", List.of(member.id(), stranger.id()));

    for (int i = 0; i < 2; i++) {
      ObjectNode promoted = stage.call("groupChatPromoteParticipants", request);
      assertThat(isAdmin(promoted, member)).isTrue();
    }
    assertThat(Groups.seen(member, group).path("isAdmin").asBoolean()).isTrue();

    ObjectNode demoted = stage.call("groupChatDemoteParticipants", request);
    assertThat(isAdmin(demoted, member)).isFalse();
    assertThat(Groups.seen(member, group).path("isAdmin").asBoolean()).isFalse();
  }

  private static boolean isAdmin(ObjectNode answer, Phone phone) {
    return answer
        .path("participants")
        .valueStream()
        .filter(one -> one.at("/id/_serialized").asText().equals(phone.id()))
        .anyMatch(one -> one.path("isAdmin").asBoolean());
  }

  @Test
  @Exercises("groupChatRemoveParticipants")
  void removesMembersAndPassesOverOthers(Stage stage) {
    Phone stays = stage.newPhone("Stays");
    Phone goes = stage.newPhone("Goes");
    String group = Groups.make(stage, "Shrinking", stays, goes);
    Map<String, ?> request = Map.of("chatId", group, "contactIds", List.of(goes.lid()));

    for (int i = 0; i < 2; i++) {
      ObjectNode removed = stage.call("groupChatRemoveParticipants", request);
      assertThat(removed.path("participants")).hasSize(2);
    }

    assertThat(Groups.numbers(Groups.seen(stays, group)))
        .containsExactlyInAnyOrder(stage.shop.id(), stays.id());
    JsonNode past =
        stage
            .call("groupChatGetClassInfo", Map.of("chatId", group))
            .at("/chat/groupMetadata/pastParticipants");
    assertThat(past.at("/0/id/_serialized").asText()).isEqualTo(goes.id());
  }

  @Test
  void keepsItsCreator(Stage stage) {
    Phone owner = stage.newPhone("Creator");
    String group = Groups.makeOn(owner, "Created elsewhere", stage.shop);
    owner.ask(
        "POST",
        "/groups/" + group + "/members",
        Stage.fields(Map.of("action", "promote", "phones", List.of(stage.shop.number()))));

    for (String operation : List.of("groupChatRemoveParticipants", "groupChatDemoteParticipants")) {
      assertThat(
              stage.fails(
                  operation,
                  FailureCode.REFUSED_BY_WHATSAPP,
                  Map.of("chatId", group, "contactIds", List.of(owner.id()))))
          .contains("creator");
    }
  }

  @Test
  @Exercises({
    "groupChatGetGroupMembershipRequests",
    "groupChatApproveGroupMembershipRequests",
    "groupChatRejectGroupMembershipRequests"
  })
  void decidesWhoIsLetIn(Stage stage) {
    Phone first = stage.newPhone("First to ask");
    Phone second = stage.newPhone("Second to ask");
    Phone third = stage.newPhone("Third to ask");
    String group = Groups.make(stage, "Guarded by the API");
    stage.shop.ask("PATCH", "/groups/" + group, Stage.fields(Map.of("approval", true)));
    String code = Groups.seen(stage.shop, group).path("inviteCode").asText();
    for (Phone phone : List.of(first, second, third)) {
      assertThat(Groups.join(phone, code).path("pending").asBoolean()).isTrue();
    }

    assertThat(
            stage
                .call("groupChatGetGroupMembershipRequests", Map.of("chatId", group))
                .path("result"))
        .hasSize(3);
    ObjectNode rejected = decide(stage, "Reject", group, List.of(first.number(), "999999999"));
    ObjectNode approved = decide(stage, "Approve", group, List.of(second.lid()));
    ObjectNode others = stage.call(operation("Approve"), Map.of("chatId", group));

    assertThat(rejected.at("/result/0/message").asText()).isEqualTo("Rejected successfully");
    assertThat(rejected.at("/result/1/error").asInt()).isEqualTo(404);
    assertThat(approved.at("/result/0/message").asText()).isEqualTo("Approved successfully");
    assertThat(others.path("result")).hasSize(1);
    assertThat(Groups.numbers(Groups.seen(second, group)))
        .containsExactlyInAnyOrder(stage.shop.id(), second.id(), third.id());
  }

  private static ObjectNode decide(Stage stage, String how, String group, List<String> ids) {
    return stage.call(
        operation(how), Map.of("chatId", group, "options", Map.of("requesterIds", ids)));
  }

  private static String operation(String how) {
    return "groupChat" + how + "GroupMembershipRequests";
  }
}
