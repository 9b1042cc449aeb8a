package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Group.Rules;
import io.griot.sandbox.world.Memberships.Result;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a phone's owner does with groups. Thread-safe. */
final class GroupRoutes {
  private final World world;

  GroupRoutes(World world) {
    this.world = world;
  }

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

  void configure(RoutesConfig routes) {
    routes.post("/phones/{phone}/groups", this::create);
    routes.get("/phones/{phone}/groups/{group}", this::show);
    routes.patch("/phones/{phone}/groups/{group}", this::change);
    routes.post("/phones/{phone}/groups/{group}/members", this::members);
    routes.post("/phones/{phone}/groups/{group}/invite", this::revokeInvite);
    routes.post("/phones/{phone}/chats/{group}/leave", this::leave);
    routes.post("/phones/{phone}/join", this::join);
    routes.put("/phones/{phone}/group-privacy", this::privacy);
  }

  private void create(Context context) {
    Jid phone = AccountRoutes.phone(context);
    NewGroup wanted = Bodies.read(context, NewGroup.class);
    List<Jid> others = wanted.participants().stream().map(Bodies::address).toList();
    Group group =
        world.change(scene -> scene.memberships().create(phone, wanted.subject(), others));
    context.status(HttpStatus.CREATED).json(group);
  }

  /** Runs the operation with the phone's LID and the path's group. */
  private <T> T inGroup(Context context, BiFunction<Scene, Place, T> operation) {
    Jid phone = AccountRoutes.phone(context);
    Jid group = Bodies.address(context.pathParam("group"));
    return world.change(
        scene -> operation.apply(scene, new Place(scene.accounts().get(phone).lid(), group)));
  }

  private record Place(Jid me, Jid group) {}

  private void show(Context context) {
    context.json(
        inGroup(
            context,
            (scene, place) ->
                new Views(scene, place.me()).group(scene.groups().get(place.group()))));
  }

  private void change(Context context) {
    GroupChange wanted = Bodies.read(context, GroupChange.class);
    context.json(
        inGroup(
            context,
            (scene, place) -> {
              apply(scene, place, wanted);
              return new Views(scene, place.me()).group(scene.groups().get(place.group()));
            }));
  }

  private static void apply(Scene scene, Place place, GroupChange wanted) {
    if (wanted.subject() != null) {
      scene.groupRules().rename(place.me(), place.group(), wanted.subject());
    }
    if (wanted.description() != null) {
      scene.groupRules().describe(place.me(), place.group(), wanted.description());
    }
    Rules now = scene.groups().get(place.group()).rules();
    Rules rules =
        new Rules(
            or(wanted.announce(), now.announce()),
            or(wanted.restrict(), now.restrict()),
            or(wanted.membersAdd(), now.membersAdd()),
            or(wanted.approval(), now.approval()),
            now.ephemeralSeconds());
    if (!rules.equals(now)) {
      scene.groupRules().set(place.me(), place.group(), rules);
    }
  }

  private static boolean or(@Nullable Boolean wanted, boolean now) {
    return wanted == null ? now : wanted;
  }

  private void members(Context context) {
    MemberChange wanted = Bodies.read(context, MemberChange.class);
    List<Jid> others = wanted.phones().stream().map(Bodies::address).toList();
    List<Result> results =
        inGroup(
            context,
            (scene, place) -> {
              Jid me = place.me();
              Jid group = place.group();
              return switch (wanted.action()) {
                case "add" -> scene.memberships().add(me, group, others);
                case "remove" -> scene.memberships().remove(me, group, others);
                case "promote" -> scene.memberships().setAdmins(me, group, others, true);
                case "demote" -> scene.memberships().setAdmins(me, group, others, false);
                case "approve" -> scene.joinRequests().decide(me, group, others, true);
                case "reject" -> scene.joinRequests().decide(me, group, others, false);
                default ->
                    throw new IllegalArgumentException(
                        "action is add, remove, promote, demote, approve or reject");
              };
            });
    context.json(results);
  }

  private void revokeInvite(Context context) {
    String code =
        inGroup(
            context, (scene, place) -> scene.groupRules().revokeInvite(place.me(), place.group()));
    context.json(Map.of("code", code));
  }

  private void leave(Context context) {
    inGroup(context, (scene, place) -> scene.memberships().leave(place.me(), place.group()));
    context.status(HttpStatus.NO_CONTENT);
  }

  private void join(Context context) {
    Jid phone = AccountRoutes.phone(context);
    String code = Bodies.read(context, InviteCode.class).code();
    context.json(world.change(scene -> scene.joinRequests().join(phone, code)));
  }

  private void privacy(Context context) {
    Jid phone = AccountRoutes.phone(context);
    boolean contactsOnly = Bodies.read(context, Privacy.class).contactsOnly();
    world.run(scene -> scene.memberships().setPrivacy(phone, contactsOnly));
    context.status(HttpStatus.NO_CONTENT);
  }
}
