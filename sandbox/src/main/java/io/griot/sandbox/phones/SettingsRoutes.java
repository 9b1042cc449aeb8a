package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.protocol.Screen;
import io.griot.sandbox.protocol.WireLabel;
import io.griot.sandbox.world.Chat;
import io.griot.sandbox.world.Label;
import io.griot.sandbox.world.Scene;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP routes for chat settings, labels and blocking. Thread-safe. */
final class SettingsRoutes {
  private static final int MAX_NAME = 100;
  private static final int COLORS = 20;

  private final Clock clock;

  SettingsRoutes(Clock clock) {
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

  void configure(PhoneRoutes routes) {
    routes.change(HandlerType.PATCH, "/chats/{chat}", this::change);
    routes.run(
        HandlerType.DELETE,
        "/chats/{chat}",
        call -> call.scene().conversations().delete(call.me(), call.chat(), null));
    routes.run(
        HandlerType.POST,
        "/chats/{chat}/clear",
        call -> call.scene().conversations().clear(call.me(), call.chat(), null));
    routes.get(
        "/labels", call -> call.scene().labels().of(call.me()).stream().map(Label::wire).toList());
    routes.create("/labels", SettingsRoutes::label);
    routes.get("/blocked", call -> call.scene().blocks().of(call.me()));
    routes.change(HandlerType.PUT, "/blocked", SettingsRoutes::block);
  }

  private Screen.Chat change(PhoneCall call) {
    ChatChange wanted = call.body(ChatChange.class);
    Scene scene = call.scene();
    Jid id = call.chat();
    Chat chat = scene.chats().set(call.me(), settings(id, wanted), null);
    if (wanted.labels() != null) {
      chat = scene.labels().change(call.me(), id, wanted.labels(), chat.labels(), null);
    }
    return call.views().chat(chat);
  }

  private Request.ChatSettings settings(Jid chat, ChatChange wanted) {
    Boolean pinned = wanted.pinned();
    Long pin = pinned == null ? null : Long.valueOf(pinned ? clock.instant().toEpochMilli() : 0L);
    return new Request.ChatSettings(
        chat, wanted.unreadCount(), wanted.archived(), pin, wanted.muteExpiration());
  }

  private static WireLabel label(PhoneCall call) {
    NewLabel wanted = call.body(NewLabel.class);
    int color = wanted.color() == null ? 0 : wanted.color();
    if (wanted.name().isBlank() || wanted.name().length() > MAX_NAME) {
      throw new IllegalArgumentException("a label's name has 1 to " + MAX_NAME + " characters");
    }
    if (color < 0 || color >= COLORS) {
      throw new IllegalArgumentException("color is 0 to " + (COLORS - 1));
    }
    return call.scene().labels().create(call.me(), wanted.name(), color).wire();
  }

  private static List<Jid> block(PhoneCall call) {
    Blocking wanted = call.body(Blocking.class);
    call.scene().blocks().set(call.me(), Bodies.address(wanted.contact()), wanted.blocked(), null);
    return call.scene().blocks().of(call.me());
  }
}
