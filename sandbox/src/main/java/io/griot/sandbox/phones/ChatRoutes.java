package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.phones.Places.Place;
import io.griot.sandbox.phones.Views.MessageView;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireMessage.WireQuote;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Group;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Messages;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.Unreadable.Until;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a phone's owner does in chats. Thread-safe. */
final class ChatRoutes {
  private static final int DEFAULT_LIMIT = 500;
  private static final int MAX_LIMIT = 100_000;
  private static final Set<String> STATES = Set.of("composing", "recording", "paused");

  private final World world;
  private final Places places;
  private final NewIds ids;

  ChatRoutes(World world, NewIds ids) {
    this.world = world;
    this.places = new Places(world);
    this.ids = ids;
  }

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

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/chats", this::list);
    routes.get("/phones/{phone}/statuses", this::statuses);
    routes.get("/phones/{phone}/chats/{chat}/messages", this::conversation);
    routes.post("/phones/{phone}/chats/{chat}/messages", this::send);
    routes.post("/phones/{phone}/chats/{chat}/messages/{id}/repeat", this::repeat);
    routes.post("/phones/{phone}/chats/{chat}/reactions", this::react);
    routes.post("/phones/{phone}/chats/{chat}/read", this::read);
    routes.post("/phones/{phone}/chats/{chat}/presence", this::presence);
  }

  private void list(Context context) {
    Jid phone = AccountRoutes.phone(context);
    context.json(
        world.change(scene -> {
          Jid me = scene.accounts().get(phone).lid();
          Views views = new Views(scene, me);
          return scene.chats().of(me).stream().map(views::chat).toList();
        }));
  }

  /** The status posts that the owner sees, its own among them, oldest first; none taken back. */
  private void statuses(Context context) {
    Jid phone = AccountRoutes.phone(context);
    context.json(
        world.change(scene -> {
          Jid me = scene.accounts().get(phone).lid();
          Views views = new Views(scene, me);
          return scene.messages().latest(me, Jid.STATUS, DEFAULT_LIMIT).stream()
              .filter(post -> !post.isRevoked())
              .map(views::message)
              .toList();
        }));
  }

  private void conversation(Context context) {
    long limit = Bodies.number(context, "limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT);
    }
    List<MessageView> shown =
        places.inChat(
            context,
            (scene, place) -> {
              Views views = new Views(scene, place.me());
              return scene
                  .messages()
                  .latest(place.me(), place.chat(), Math.toIntExact(limit))
                  .stream()
                  .map(views::message)
                  .toList();
            });
    context.json(shown);
  }

  private void send(Context context) {
    NewText wanted = Bodies.read(context, NewText.class);
    if (wanted.text().isEmpty() || wanted.text().length() > Messages.MAX_BODY) {
      throw new IllegalArgumentException("text has 1 to " + Messages.MAX_BODY + " characters");
    }
    MessageView sent =
        places.inChat(
            context,
            (scene, place) -> {
              String id = wanted.id() == null ? ids.next(place.owner().platform()) : wanted.id();
              WireQuote quote =
                  wanted.quotedId() == null ? null : quote(scene, place, wanted.quotedId());
              Draft draft =
                  new Draft(id, place.chat(), "chat", wanted.text(), marks(scene, wanted), quote);
              Message message =
                  wanted.unreadableUntil() == null
                      ? scene.messages().send(place.me(), draft, null)
                      : scene.resends().sendUnreadable(place.me(), draft, wanted.unreadableUntil());
              return new Views(scene, place.me()).message(message);
            });
    context.status(HttpStatus.CREATED).json(sent);
  }

  /**
   * What a text carries beside itself: whom and which groups it mentions, that it was forwarded.
   */
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
    return marks.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static WireQuote quote(Scene scene, Place place, String id) {
    Message quoted = place.find(scene, id, null);
    return new WireQuote(quoted.id(), quoted.sender(), quoted.body(), quoted.type());
  }

  private void repeat(Context context) {
    boolean byNumber = Boolean.TRUE.equals(Bodies.read(context, Repeat.class).byNumber());
    String id = context.pathParam("id");
    places.inChat(
        context,
        (scene, place) -> {
          scene.resends().repeat(place.find(scene, id, place.me()).key(), byNumber);
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }

  private void react(Context context) {
    NewReaction wanted = Bodies.read(context, NewReaction.class);
    Jid sender = wanted.sender() == null ? null : new Jid(wanted.sender());
    MessageView shown =
        places.inChat(
            context,
            (scene, place) -> {
              Message message = place.find(scene, wanted.messageId(), sender);
              String id = ids.next(place.owner().platform());
              scene.reactions().react(place.me(), message.key(), id, wanted.text(), null);
              return new Views(scene, place.me()).message(message);
            });
    context.status(HttpStatus.CREATED).json(shown);
  }

  private void read(Context context) {
    places.inChat(
        context,
        (scene, place) -> {
          scene.messages().read(place.me(), place.chat(), Set.of(), null);
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }

  private void presence(Context context) {
    String state = Bodies.read(context, NewPresence.class).state();
    if (!STATES.contains(state)) {
      throw new IllegalArgumentException("state is composing, recording or paused");
    }
    places.inChat(
        context,
        (scene, place) -> {
          for (Jid other : scene.messages().recipients(place.me(), place.chat())) {
            Jid seenIn = place.chat().isGroup() ? place.chat() : place.me();
            scene.devices().tell(other, null, new Push.Presence(seenIn, place.me(), state));
          }
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }
}
