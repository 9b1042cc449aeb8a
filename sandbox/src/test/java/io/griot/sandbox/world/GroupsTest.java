package io.griot.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group.PastParticipant;
import io.griot.sandbox.world.Group.Role;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Memberships.Founded;
import io.griot.sandbox.world.Memberships.Result;
import io.griot.sandbox.world.Refusal.Reason;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsTest extends WorldFixture {
  private Jid group;

  @BeforeEach
  void prepare() {
    group = world.change(scene -> scene.memberships().create(shop, "G", List.of(awa)).id());
  }

  private Group group() {
    return world.read(scene -> scene.groups().get(group));
  }

  private Role role(Jid account) {
    return group().participant(account).orElseThrow().role();
  }

  private List<String> notices(Jid owner) {
    return world.read(scene ->
        scene.conversations().of(owner, group).stream()
            .filter(message -> message.type().equals("gp2"))
            .map(message -> Objects.requireNonNull(message.attributes().get("subtype")).asText())
            .toList());
  }

  private int unread(Jid owner) {
    return world.read(scene -> scene.chats().find(owner, group).orElseThrow().unreadCount());
  }

  private void set(Rules rules) {
    world.run(scene -> scene.groupRules().set(shop, group, rules));
  }

  @Test
  void keepsWhoWasInItAndTellsAll() {
    List<Result> results =
        world.change(scene -> scene.memberships().add(shop, group, List.of(blaise, awa)));
    assertThat(results).extracting(Result::code).containsExactly(200, 409);

    world.run(scene -> scene.memberships().remove(shop, group, List.of(blaise)));
    world.run(scene -> scene.memberships().leave(awa, group));

    assertThat(group().members()).containsExactly(shop);
    assertThat(group().past())
        .extracting(PastParticipant::lid, PastParticipant::removed)
        .containsExactly(tuple(blaise, true), tuple(awa, false));
    assertThat(notices(shop)).containsExactly("create", "add", "remove", "leave");
    assertThat(unread(awa)).isZero();
  }

  @Test
  void makesAdminsAndMembersButNeverOfItsCreator() {
    world.run(scene -> scene.memberships().setAdmins(shop, group, List.of(awa), true));
    assertThat(role(awa)).isEqualTo(Role.ADMIN);

    List<Result> results =
        world.change(scene -> scene.memberships().setAdmins(awa, group, List.of(shop), false));
    assertThat(results).extracting(Result::code).containsExactly(406);
    assertThat(role(shop)).isEqualTo(Role.SUPERADMIN);
  }

  @Test
  void makesAMemberAdminWhenTheLastAdminLeaves() {
    world.run(scene -> scene.memberships().leave(shop, group));

    assertThat(role(awa)).isEqualTo(Role.ADMIN);
  }

  @Test
  void letsOnlyAdminsChangeWhatIsRestricted() {
    world.run(scene -> scene.groupRules().rename(awa, group, "Awa's"));
    set(new Rules(false, true, false, false, 0));

    refuses(Reason.NOT_AN_ADMIN, scene -> scene.groupRules().rename(awa, group, "Again"));
    refuses(Reason.NOT_AN_ADMIN, scene -> scene.memberships().add(awa, group, List.of(blaise)));
    refuses(Reason.NOT_AN_ADMIN, scene -> scene.groupRules().inviteCode(awa, group));
    refuses(Reason.NOT_A_PARTICIPANT, scene -> scene.groupRules().inviteCode(blaise, group));
    assertThat(group().subject()).isEqualTo("Awa's");
  }

  @Test
  void replacesADescriptionOnlyByWhoKnowsThePresentOne() {
    world.run(scene -> scene.groupRules().describe(shop, group, "About us", "D1", null));

    refuses(
        Reason.CHANGED_MEANWHILE,
        scene -> scene.groupRules().describe(shop, group, "Again", "D2", "D0"));
    world.run(scene -> scene.groupRules().describe(shop, group, "", "D2", "D1"));
    assertThat(group().description()).isNull();
  }

  @Test
  void voidsAnInviteCodeThatIsReplaced() {
    String first = world.read(scene -> scene.groupRules().inviteCode(shop, group));
    String second = world.change(scene -> scene.groupRules().revokeInvite(shop, group));

    refuses(Reason.INVITE_NOT_VALID, scene -> scene.joinRequests().join(blaise, first));
    assertThat(world.change(scene -> scene.joinRequests().join(blaise, second)).pending())
        .isFalse();
    assertThat(role(blaise)).isEqualTo(Role.MEMBER);
  }

  @Test
  void letsAdminsDecideWhoComesByTheLink() {
    set(new Rules(false, false, true, true, 0));
    Jid chantal = person("237670000004");
    String code = group().inviteCode();
    assertThat(world.change(scene -> scene.joinRequests().join(blaise, code)).pending()).isTrue();
    world.run(scene -> scene.joinRequests().join(chantal, code));

    world.run(scene -> scene.joinRequests().decide(shop, group, List.of(blaise), true));
    List<Result> results =
        world.change(
            scene -> scene.joinRequests().decide(shop, group, List.of(chantal, awa), false));

    assertThat(results).extracting(Result::code).containsExactly(200, 404);
    assertThat(group().members()).containsExactlyInAnyOrder(shop, awa, blaise);
    assertThat(group().requests()).isEmpty();
  }

  @Test
  void invitesWhoLetsOnlyContactsAddThem() {
    world.run(scene -> scene.memberships().setPrivacy(blaise, true));
    Result refused =
        world.change(scene -> scene.memberships().add(shop, group, List.of(blaise))).getFirst();
    assertThat(refused.code()).isEqualTo(403);
    String code = Objects.requireNonNull(refused.invite()).code();

    refuses(Reason.INVITE_NOT_VALID, scene -> scene.joinRequests().join(awa, code));
    world.run(scene -> scene.joinRequests().join(blaise, code));
    assertThat(role(blaise)).isEqualTo(Role.MEMBER);
    refuses(Reason.INVITE_NOT_VALID, scene -> scene.joinRequests().join(blaise, code));
  }

  @Test
  void foundsAGroupWithoutThoseWhoMustBeInvited() {
    world.run(scene -> scene.memberships().setPrivacy(blaise, true));

    Founded founded =
        world.change(
            scene -> scene.memberships().create(shop, "N", List.of(awa, blaise), Rules.OPEN));

    assertThat(founded.results()).extracting(Result::code).containsExactly(200, 200, 403);
    assertThat(founded.group().members()).containsExactlyInAnyOrder(shop, awa);
  }

  private void refuses(Reason reason, Function<Scene, ?> operation) {
    assertThatThrownBy(() -> world.change(operation))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
