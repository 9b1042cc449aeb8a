package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Answer;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.protocol.WireGroup;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Groups;
import io.griot.sandbox.world.JoinRequests.Joined;
import io.griot.sandbox.world.Memberships.Founded;
import io.griot.sandbox.world.Memberships.Result;
import io.griot.sandbox.world.PrivateInvite;
import io.griot.sandbox.world.Scene;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out devices' requests about groups. Stateless. */
final class GroupRequests {
  private static final int MAX_USERS = 1024;

  private GroupRequests() {}

  /** As {@link DeviceRequests#answer}, for the account. */
  static Answer answer(Scene scene, Jid me, Request.OfGroup request) {
    return switch (request) {
      case Request.Group(Jid id) -> new Answer.Group(seen(scene, me, id));
      case Request.GroupCreate wanted -> create(scene, me, wanted);
      case Request.GroupMembers wanted -> members(scene, me, wanted);
      case Request.GroupLeave(Jid group) -> done(scene.memberships().leave(me, group));
      case Request.GroupSubject(Jid group, String subject) ->
          done(scene.groupRules().rename(me, group, subject));
      case Request.GroupDescription(Jid group, String text, String id, String previous) ->
          done(scene.groupRules().describe(me, group, text, id, previous));
      case Request.GroupSetting wanted ->
          done(scene.groupRules().set(me, wanted.group(), changed(scene.groups(), wanted)));
      case Request.GroupInvite(Jid group, boolean revoke) ->
          new Answer.Code(
              revoke
                  ? scene.groupRules().revokeInvite(me, group)
                  : scene.groupRules().inviteCode(me, group));
      case Request.GroupInviteInfo(String code) ->
          new Answer.InvitedGroup(scene.groups().wire(scene.joinRequests().invited(code), me));
      case Request.GroupJoin(String code) -> {
        Joined joined = scene.joinRequests().join(me, code);
        yield new Answer.Joined(joined.group(), joined.pending());
      }
      case Request.GroupRequests(Jid group) ->
          new Answer.JoinRequests(
              scene.joinRequests().pending(me, group).stream()
                  .map(asking -> new Answer.JoinRequest(asking.lid(), asking.t()))
                  .toList());
      case Request.GroupDecision(Jid group, boolean approve, List<Jid> users) ->
          results(scene.joinRequests().decide(me, group, limited(users), approve));
    };
  }

  private static @Nullable WireGroup seen(Scene scene, Jid me, Jid id) {
    return scene
        .groups()
        .find(id)
        .filter(group -> group.participant(me).isPresent())
        .map(group -> scene.groups().wire(group, me))
        .orElse(null);
  }

  private static Answer create(Scene scene, Jid me, Request.GroupCreate wanted) {
    Rules rules =
        new Rules(
            wanted.announce(),
            wanted.restrict(),
            wanted.membersAdd(),
            wanted.approval(),
            wanted.ephemeralDuration());
    Founded founded =
        scene.memberships().create(me, wanted.subject(), limited(wanted.users()), rules);
    return new Answer.NewGroup(
        scene.groups().wire(founded.group(), me),
        founded.results().stream().map(GroupRequests::result).toList());
  }

  private static Answer members(Scene scene, Jid me, Request.GroupMembers wanted) {
    List<Jid> users = limited(wanted.users());
    return results(
        switch (wanted.action()) {
          case ADD -> scene.memberships().add(me, wanted.group(), users);
          case REMOVE -> scene.memberships().remove(me, wanted.group(), users);
          case PROMOTE -> scene.memberships().setAdmins(me, wanted.group(), users, true);
          case DEMOTE -> scene.memberships().setAdmins(me, wanted.group(), users, false);
        });
  }

  private static Rules changed(Groups groups, Request.GroupSetting wanted) {
    Rules now = groups.get(wanted.group()).rules();
    boolean on = wanted.value() == 1;
    return switch (wanted.setting()) {
      case "announcement" ->
          new Rules(on, now.restrict(), now.membersAdd(), now.approval(), now.ephemeralSeconds());
      case "restrict" ->
          new Rules(now.announce(), on, now.membersAdd(), now.approval(), now.ephemeralSeconds());
      case "membership_approval_mode" ->
          new Rules(now.announce(), now.restrict(), now.membersAdd(), on, now.ephemeralSeconds());
      case "ephemeral" ->
          new Rules(
              now.announce(), now.restrict(), now.membersAdd(), now.approval(), wanted.value());
      default -> throw new IllegalArgumentException("no such group setting");
    };
  }

  private static List<Jid> limited(List<Jid> users) {
    if (users.size() > MAX_USERS) {
      throw new IllegalArgumentException("users has more than " + MAX_USERS);
    }
    return users;
  }

  private static Answer results(List<Result> results) {
    return new Answer.Results(results.stream().map(GroupRequests::result).toList());
  }

  private static Answer.UserResult result(Result result) {
    PrivateInvite invite = result.invite();
    return new Answer.UserResult(
        result.lid(),
        result.code(),
        invite == null ? null : invite.code(),
        invite == null ? null : invite.expires());
  }

  private static Answer done(Group changed) {
    return new Answer.GroupChanged(changed.id());
  }
}
