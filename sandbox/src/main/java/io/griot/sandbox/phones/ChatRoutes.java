package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Screen;
import io.griot.sandbox.protocol.WireMessage.WireQuote;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Messages;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.Unreadable.Until;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HTTP routes for a phone owner's actions in chats. Stateless. */
final class ChatRoutes {
  private static final int DEFAULT_LIMIT = 500;
  private static final int MAX_LIMIT = 100_000;
  private static final Set<String> STATES = Set.of("composing", "recording", "paused");

  private ChatRoutes() {}

  record NewText(
      String text,
      @Nullable String id,
      @Nullable String quotedId,
      @Nullable List<String> mentions,
      @Nullable List<String> groupMentions,
      @Nullable Boolean forwarded,
      @Nullable Until unreadableUntil) {}

  record NewReaction(String messageId, String text, @Nullable String sender) {}

  record NewPresence(String state) {}

  record Repeat(@Nullable Boolean byNumber) {}

  static void configure(PhoneRoutes routes) {
    routes.get(
        "/chats",
        call -> call.scene().chats().of(call.me()).stream().map(call.views()::chat).toList());
    routes.get("/statuses", ChatRoutes::statuses);
    routes.get("/chats/{chat}/messages", ChatRoutes::conversation);
    routes.create("/chats/{chat}/messages", ChatRoutes::send);
    routes.run(HandlerType.POST, "/chats/{chat}/messages/{id}/repeat", ChatRoutes::repeat);
    routes.create("/chats/{chat}/reactions", ChatRoutes::react);
    routes.run(
        HandlerType.POST,
        "/chats/{chat}/read",
        call -> call.scene().receipts().read(call.me(), call.chat(), Set.of(), null));
    routes.run(HandlerType.POST, "/chats/{chat}/presence", ChatRoutes::presence);
  }

  /**
   * The status posts visible to the owner, their own included, oldest first, without revoked ones.
   */
  private static List<Screen.Message> statuses(PhoneCall call) {
    return call.scene().conversations().latest(call.me(), Jid.STATUS, DEFAULT_LIMIT).stream()
        .filter(post -> !post.isRevoked())
        .map(call.views()::message)
        .toList();
  }

  private static List<Screen.Message> conversation(PhoneCall call) {
    long limit = Bodies.number(call.context(), "limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT);
    }
    return call
        .scene()
        .conversations()
        .latest(call.me(), call.chat(), Math.toIntExact(limit))
        .stream()
        .map(call.views()::message)
        .toList();
  }

  private static Screen.Message send(PhoneCall call) {
    NewText wanted = call.body(NewText.class);
    if (wanted.text().isEmpty() || wanted.text().length() > Messages.MAX_BODY) {
      throw new IllegalArgumentException("text has 1 to " + Messages.MAX_BODY + " characters");
    }
    Scene scene = call.scene();
    String id = wanted.id() == null ? call.newId() : wanted.id();
    WireQuote quote = wanted.quotedId() == null ? null : quote(call, wanted.quotedId());
    Draft draft = new Draft(id, call.chat(), "chat", wanted.text(), marks(scene, wanted), quote);
    return call.views()
        .message(
            wanted.unreadableUntil() == null
                ? scene.messages().send(call.me(), draft, null)
                : scene.resends().sendUnreadable(call.me(), draft, wanted.unreadableUntil()));
  }

  /** Further attributes of a text: mentioned people and groups, and whether it was forwarded. */
  private static Map<String, JsonNode> marks(Scene scene, NewText text) {
    ObjectNode marks = ProtocolJson.MAPPER.createObjectNode();
    if (text.mentions() != null) {
      ArrayNode people = marks.putArray("mentionedJidList");
      text.mentions().stream()
          .map(person -> scene.accounts().get(Bodies.address(person)).lid().value())
          .forEach(people::add);
    }
    if (text.groupMentions() != null) {
      ArrayNode groups = marks.putArray("groupMentions");
      for (String id : text.groupMentions()) {
        Group group = scene.groups().get(new Jid(id));
        groups.addObject().put("groupSubject", group.subject()).put("groupJid", id);
      }
    }
    if (Boolean.TRUE.equals(text.forwarded())) {
      marks.put("isForwarded", true).put("forwardingScore", 1);
    }
    return ProtocolJson.fields(marks);
  }

  private static WireQuote quote(PhoneCall call, String id) {
    Message quoted = call.message(id, null);
    return new WireQuote(quoted.id(), quoted.sender(), quoted.body(), quoted.type());
  }

  private static void repeat(PhoneCall call) {
    boolean byNumber = Boolean.TRUE.equals(call.body(Repeat.class).byNumber());
    call.scene().resends().repeat(call.message(call.path("id"), call.me()).key(), byNumber);
  }

  private static Screen.Message react(PhoneCall call) {
    NewReaction wanted = call.body(NewReaction.class);
    Jid sender = wanted.sender() == null ? null : new Jid(wanted.sender());
    Message message = call.message(wanted.messageId(), sender);
    call.scene().reactions().react(call.me(), message.key(), call.newId(), wanted.text(), null);
    return call.views().message(message);
  }

  private static void presence(PhoneCall call) {
    String state = call.body(NewPresence.class).state();
    if (!STATES.contains(state)) {
      throw new IllegalArgumentException("state is composing, recording or paused");
    }
    Jid seenIn = call.chat().isGroup() ? call.chat() : call.me();
    for (Jid other : call.scene().addressees().of(call.me(), call.chat())) {
      call.scene().devices().tell(other, null, new Push.Presence(seenIn, call.me(), state));
    }
  }
}
