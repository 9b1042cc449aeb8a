package io.griot.local.contract;

import static io.griot.local.contract.Channels.fails;
import static io.griot.local.contract.Channels.listed;
import static io.griot.local.contract.Channels.makeOn;
import static io.griot.local.contract.Channels.own;
import static io.griot.local.contract.Channels.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admins and followers of channels. */
@ExtendWith(StageExtension.class)
class ChannelStaffContractE2E {

  @Test
  @Exercises("channelSendChannelAdminInvite")
  void invitesAnAdminByAMessage(Stage stage) {
    Phone invited = stage.newPhone("Invited admin");
    String id = own(stage, "With admins");

    stage.call(
        "channelSendChannelAdminInvite",
        Map.of(
            "chatId", id, "userId", invited.id(), "options", Map.of("comment", "Will you help?")));

    assertThat(invited.conversation(stage.shop.lid()))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.path("type").asText()).isEqualTo("newsletter_admin_invite");
          JsonNode invitation = message.at("/attributes/newsletterAdminInviteInfo");
          assertThat(invitation.path("newsletterId").asText()).isEqualTo(id);
          assertThat(invitation.path("inviteMessage").asText()).isEqualTo("Will you help?");
        });
    JsonNode accepted = invited.ask("POST", "/channels/" + id + "/accept", null);
    assertThat(accepted.at("/staff/admins/0").asText()).isEqualTo(invited.lid());
  }

  @Test
  @Exercises("channelRevokeChannelAdminInvite")
  void takesAnInvitationBack(Stage stage) {
    Phone invited = stage.newPhone("Uninvited admin");
    String id = own(stage, "Without admins");
    Map<String, ?> user = Map.of("chatId", id, "userId", invited.number());
    stage.call("channelSendChannelAdminInvite", user);

    stage.call("channelRevokeChannelAdminInvite", user);

    assertThat(seen(stage.shop, id).at("/staff/invited")).isEmpty();
    stage.fails("channelRevokeChannelAdminInvite", FailureCode.REFUSED_BY_WHATSAPP, user);
  }

  @Test
  @Exercises("channelAcceptChannelAdminInvite")
  void becomesAnAdminWhoMayWrite(Stage stage) {
    Phone owner = stage.newPhone("Inviting owner");
    String id = makeOn(owner, "Helped").path("id").asText();
    administer(owner, id, "invite", stage.shop);

    stage.call("channelAcceptChannelAdminInvite", Map.of("chatId", id));

    assertThat(seen(owner, id).at("/staff/admins/0").asText()).isEqualTo(stage.shop.lid());
    Stage.patiently()
        .until(
            () -> listed(stage, id).at("/channelMetadata/membershipType").asText(),
            membership -> membership.equals("admin"));
    stage.call(
        "channelSendMessage", Map.of("chatId", id, "contentType", "string", "content", "By me"));
    assertThat(owner.conversation(id)).hasSize(1);
    stage.fails(
        "channelAcceptChannelAdminInvite",
        FailureCode.REFUSED_BY_WHATSAPP,
        Map.of("chatId", makeOn(owner, "Not invited").path("id").asText()));

    // An admin may remove itself, but not others.
    stage.fails(
        "channelDemoteChannelAdmin",
        FailureCode.REFUSED_BY_WHATSAPP,
        Map.of("chatId", id, "userId", owner.id()));
    stage.call("channelDemoteChannelAdmin", Map.of("chatId", id, "userId", stage.shop.id()));
    assertThat(seen(owner, id).at("/staff/admins")).isEmpty();
  }

  @Test
  @Exercises("channelDemoteChannelAdmin")
  void makesAnAdminAFollower(Stage stage) {
    Phone admin = stage.newPhone("Demoted admin");
    String id = withAdmin(stage, "Demoting", admin);
    Map<String, ?> user = Map.of("chatId", id, "userId", admin.id());

    stage.call("channelDemoteChannelAdmin", user);

    assertThat(seen(stage.shop, id).at("/staff/admins")).isEmpty();
    assertThat(seen(stage.shop, id).path("followers")).hasSize(2);
    assertThat(stage.fails("channelDemoteChannelAdmin", FailureCode.REFUSED_BY_WHATSAPP, user))
        .contains("not an admin");
  }

  @Test
  @Exercises("channelTransferChannelOwnership")
  void givesAChannelAway(Stage stage) {
    Phone heir = stage.newPhone("Heir");
    String id = withAdmin(stage, "Given away", heir);

    stage.call("channelTransferChannelOwnership", Map.of("chatId", id, "newOwnerId", heir.id()));

    assertThat(seen(heir, id).at("/staff/owner").asText()).isEqualTo(heir.lid());
    assertThat(seen(heir, id).at("/staff/admins/0").asText()).isEqualTo(stage.shop.lid());
  }

  @Test
  @Exercises("channelTransferChannelOwnership")
  void givesAChannelAwayAndKeepsNoPartInIt(Stage stage) {
    Phone heir = stage.newPhone("Sole heir");
    String id = withAdmin(stage, "Given away whole", heir);

    stage.call(
        "channelTransferChannelOwnership",
        Map.of(
            "chatId",
            id,
            "newOwnerId",
            heir.id(),
            "options",
            Map.of("shouldDismissSelfAsAdmin", true)));

    assertThat(seen(heir, id).at("/staff/owner").asText()).isEqualTo(heir.lid());
    assertThat(seen(heir, id).at("/staff/admins")).isEmpty();
    assertThat(
            stage.fails(
                "channelTransferChannelOwnership",
                FailureCode.REFUSED_BY_WHATSAPP,
                Map.of("chatId", id, "newOwnerId", heir.id())))
        .contains("not the owner");
  }

  @Test
  @Exercises("channelGetSubscribers")
  void tellsTheStaffAndTheContactsWhoFollow(Stage stage) {
    Phone admin = stage.newPhone("Listed admin");
    String id = withAdmin(stage, "Followed by some", admin);
    stage.customer.ask("POST", "/channels/" + id + "/follow", null);
    stage.newPhone("Stranger").ask("POST", "/channels/" + id + "/follow", null);

    JsonNode followers = stage.call("channelGetSubscribers", Map.of("chatId", id)).path("result");

    assertThat(followers)
        .extracting(one -> one.path("role").asText())
        .containsExactly("owner", "admin", "subscriber");
    assertThat(followers.at("/2/contact/number").asText()).isEqualTo(stage.customer.number());
    assertThat(stage.call("channelGetSubscribers", Map.of("chatId", id, "limit", 1)).path("result"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channelSendChannelAdminInvite",
        "channelRevokeChannelAdminInvite",
        "channelTransferChannelOwnership",
        "channelDemoteChannelAdmin"
      })
  @Exercises(
      value = {
        "channelSendChannelAdminInvite",
        "channelRevokeChannelAdminInvite",
        "channelTransferChannelOwnership",
        "channelDemoteChannelAdmin"
      },
      failures = FailureCode.CONTACT_NOT_FOUND)
  void knowsWhoIsNotOnWhatsApp(String operation, Stage stage) {
    String field = operation.equals("channelTransferChannelOwnership") ? "newOwnerId" : "userId";
    String id = own(stage, "For nobody");

    assertThat(
            stage.fails(
                operation,
                FailureCode.CONTACT_NOT_FOUND,
                Map.of("chatId", id, field, "237600000000@c.us")))
        .contains(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channelAcceptChannelAdminInvite",
        "channelSendChannelAdminInvite",
        "channelRevokeChannelAdminInvite",
        "channelTransferChannelOwnership",
        "channelDemoteChannelAdmin",
        "channelGetSubscribers"
      })
  @Exercises(
      value = {
        "channelAcceptChannelAdminInvite",
        "channelSendChannelAdminInvite",
        "channelRevokeChannelAdminInvite",
        "channelTransferChannelOwnership",
        "channelDemoteChannelAdmin",
        "channelGetSubscribers"
      },
      failures = {FailureCode.CHANNEL_NOT_FOUND, FailureCode.NOT_A_CHANNEL})
  void refusesWhatIsNoChannel(String operation, Stage stage) {
    fails(stage, operation, FailureCode.NOT_A_CHANNEL, stage.customer.id());
    fails(stage, operation, FailureCode.CHANNEL_NOT_FOUND, "120363999999999999@newsletter");
  }

  /** A channel of the session's account with an admin beside it. */
  private static String withAdmin(Stage stage, String title, Phone admin) {
    String id = own(stage, title);
    administer(stage.shop, id, "invite", admin);
    admin.ask("POST", "/channels/" + id + "/accept", null);
    return id;
  }

  private static void administer(Phone owner, String channel, String action, Phone who) {
    owner.ask(
        "POST",
        "/channels/" + channel + "/admins",
        Stage.fields(Map.of("action", action, "phone", who.number())));
  }
}
