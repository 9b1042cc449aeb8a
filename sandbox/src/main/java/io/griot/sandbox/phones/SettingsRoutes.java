package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.protocol.WireLabel;
import io.griot.sandbox.world.Chat;
import io.griot.sandbox.world.Label;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How a phone's owner keeps chats in order, labels them, and whom they block. Thread-safe. */
final class SettingsRoutes {
  private static final int MAX_NAME = 100;
  private static final int COLORS = 20;

  private final World world;
  private final Clock clock;

  SettingsRoutes(World world, Clock clock) {
    this.world = world;
    this.clock = clock;
  }

  record ChatChange(
      @Nullable Boolean archived,
      @Nullable Boolean pinned,
      @Nullable Long muteExpiration,
      @Nullable Integer unreadCount,
      @Nullable List<String> labels) {}

  record NewLabel(String name, @Nullable Integer color) {}

  record Blocking(String contact, boolean blocked) {}

  void configure(RoutesConfig routes) {
    routes.patch("/phones/{phone}/chats/{chat}", this::change);
    routes.delete("/phones/{phone}/chats/{chat}", this::delete);
    routes.post("/phones/{phone}/chats/{chat}/clear", this::clear);
    routes.get("/phones/{phone}/labels", this::labels);
    routes.post("/phones/{phone}/labels", this::label);
    routes.get("/phones/{phone}/blocked", this::blocked);
    routes.put("/phones/{phone}/blocked", this::block);
  }

  private <T> T as(Context context, BiFunction<Scene, Jid, T> operation) {
    Jid phone = AccountRoutes.phone(context);
    return world.change(scene -> operation.apply(scene, scene.accounts().get(phone).lid()));
  }

  private static Jid chat(Context context, Scene scene) {
    Jid chat = Bodies.address(context.pathParam("chat"));
    return chat.isPn() ? scene.accounts().get(chat).lid() : chat;
  }

  private void change(Context context) {
    ChatChange wanted = Bodies.read(context, ChatChange.class);
    context.json(
        as(
            context,
            (scene, me) -> {
              Jid id = chat(context, scene);
              Chat chat = scene.chats().set(me, settings(id, wanted), null);
              if (wanted.labels() != null) {
                chat = scene.labels().change(me, id, wanted.labels(), chat.labels(), null);
              }
              return new Views(scene, me).chat(chat);
            }));
  }

  private Request.ChatSettings settings(Jid chat, ChatChange wanted) {
    Boolean pinned = wanted.pinned();
    Long pin = pinned == null ? null : Long.valueOf(pinned ? clock.instant().toEpochMilli() : 0L);
    return new Request.ChatSettings(
        chat, wanted.unreadCount(), wanted.archived(), pin, wanted.muteExpiration());
  }

  private void delete(Context context) {
    as(
        context,
        (scene, me) -> {
          scene.messages().deleteChat(me, chat(context, scene), null);
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }

  private void clear(Context context) {
    as(
        context,
        (scene, me) -> {
          scene.messages().clear(me, chat(context, scene), null);
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }

  private void labels(Context context) {
    List<WireLabel> labels =
        as(context, (scene, me) -> scene.labels().of(me).stream().map(Label::wire).toList());
    context.json(labels);
  }

  private void label(Context context) {
    NewLabel wanted = Bodies.read(context, NewLabel.class);
    int color = wanted.color() == null ? 0 : wanted.color();
    if (wanted.name().isBlank() || wanted.name().length() > MAX_NAME) {
      throw new IllegalArgumentException("a label's name has 1 to " + MAX_NAME + " characters");
    }
    if (color < 0 || color >= COLORS) {
      throw new IllegalArgumentException("color is 0 to " + (COLORS - 1));
    }
    context.status(HttpStatus.CREATED);
    context.json(
        as(context, (scene, me) -> scene.labels().create(me, wanted.name(), color).wire()));
  }

  private void blocked(Context context) {
    context.json(as(context, (scene, me) -> scene.blocks().of(me)));
  }

  private void block(Context context) {
    Blocking wanted = Bodies.read(context, Blocking.class);
    Jid other = Bodies.address(wanted.contact());
    context.json(
        as(
            context,
            (scene, me) -> {
              scene.blocks().set(me, other, wanted.blocked(), null);
              return scene.blocks().of(me);
            }));
  }
}
