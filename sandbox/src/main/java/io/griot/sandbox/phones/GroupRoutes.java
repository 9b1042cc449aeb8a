package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.phones.Views.GroupView;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.GroupRules;
import io.griot.sandbox.world.Memberships;
import io.griot.sandbox.world.Memberships.Result;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP routes for a phone owner's actions in groups. Stateless. */
final class GroupRoutes {
  private GroupRoutes() {}

  record NewGroup(String subject, List<String> participants) {}

  record GroupChange(
      @Nullable String subject,
      @Nullable String description,
      @Nullable Boolean announce,
      @Nullable Boolean restrict,
      @Nullable Boolean membersAdd,
      @Nullable Boolean approval) {}

  record MemberChange(String action, List<String> phones) {}

  record InviteCode(String code) {}

  record Privacy(boolean contactsOnly) {}

  static void configure(PhoneRoutes routes) {
    routes.create("/groups", GroupRoutes::create);
    routes.get("/groups/{group}", GroupRoutes::shown);
    routes.change(HandlerType.PATCH, "/groups/{group}", GroupRoutes::change);
    routes.change(HandlerType.POST, "/groups/{group}/members", GroupRoutes::members);
    routes.change(
        HandlerType.POST,
        "/groups/{group}/invite",
        call -> Map.of("code", call.scene().groupRules().revokeInvite(call.me(), group(call))));
    routes.run(
        HandlerType.POST,
        "/chats/{group}/leave",
        call -> call.scene().memberships().leave(call.me(), group(call)));
    routes.change(
        HandlerType.POST,
        "/join",
        call -> call.scene().joinRequests().join(call.me(), call.body(InviteCode.class).code()));
    routes.run(
        HandlerType.PUT,
        "/group-privacy",
        call ->
            call.scene()
                .memberships()
                .setPrivacy(call.me(), call.body(Privacy.class).contactsOnly()));
  }

  private static Jid group(PhoneCall call) {
    return call.address("group");
  }

  private static GroupView shown(PhoneCall call) {
    return call.views().group(call.scene().groups().get(group(call)));
  }

  private static Group create(PhoneCall call) {
    NewGroup wanted = call.body(NewGroup.class);
    return call.scene()
        .memberships()
        .create(call.me(), wanted.subject(), addresses(wanted.participants()));
  }

  private static List<Jid> addresses(List<String> phones) {
    return phones.stream().map(Bodies::address).toList();
  }

  private static GroupView change(PhoneCall call) {
    GroupChange wanted = call.body(GroupChange.class);
    GroupRules of = call.scene().groupRules();
    if (wanted.subject() != null) {
      of.rename(call.me(), group(call), wanted.subject());
    }
    if (wanted.description() != null) {
      of.describe(call.me(), group(call), wanted.description());
    }
    Rules now = call.scene().groups().get(group(call)).rules();
    Rules rules =
        new Rules(
            or(wanted.announce(), now.announce()),
            or(wanted.restrict(), now.restrict()),
            or(wanted.membersAdd(), now.membersAdd()),
            or(wanted.approval(), now.approval()),
            now.ephemeralSeconds());
    if (!rules.equals(now)) {
      of.set(call.me(), group(call), rules);
    }
    return shown(call);
  }

  private static boolean or(@Nullable Boolean wanted, boolean now) {
    return wanted == null ? now : wanted;
  }

  private static List<Result> members(PhoneCall call) {
    MemberChange wanted = call.body(MemberChange.class);
    List<Jid> others = addresses(wanted.phones());
    Jid me = call.me();
    Jid group = group(call);
    Memberships members = call.scene().memberships();
    return switch (wanted.action()) {
      case "add" -> members.add(me, group, others);
      case "remove" -> members.remove(me, group, others);
      case "promote" -> members.setAdmins(me, group, others, true);
      case "demote" -> members.setAdmins(me, group, others, false);
      case "approve" -> call.scene().joinRequests().decide(me, group, others, true);
      case "reject" -> call.scene().joinRequests().decide(me, group, others, false);
      default ->
          throw new IllegalArgumentException(
              "action is add, remove, promote, demote, approve or reject");
    };
  }
}
