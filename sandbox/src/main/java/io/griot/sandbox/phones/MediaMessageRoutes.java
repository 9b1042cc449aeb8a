package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.media.MediaRoutes;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that a phone's owner sends and looks at. Thread-safe. */
final class MediaMessageRoutes {
  private final World world;
  private final MediaFiles files;
  private final NewIds ids;

  MediaMessageRoutes(World world, MediaFiles files, NewIds ids) {
    this.world = world;
    this.files = files;
    this.ids = ids;
  }

  void configure(RoutesConfig routes) {
    routes.post("/phones/{phone}/chats/{chat}/media", this::send);
    routes.get("/phones/{phone}/chats/{chat}/messages/{id}/media", this::get);
  }

  private void send(Context context) throws IOException {
    Jid phone = AccountRoutes.phone(context);
    Jid chat = Bodies.address(context.pathParam("chat"));
    String mimetype = Optional.ofNullable(context.contentType()).orElse("application/octet-stream");
    String directPath = MediaRoutes.take(files, context);
    Path file = MediaRoutes.find(files, directPath);
    MediaAttributes attributes =
        new MediaAttributes(
            mimetype,
            Optional.ofNullable(context.queryParam("type")),
            Optional.ofNullable(context.queryParam("caption")),
            Optional.ofNullable(context.queryParam("filename")),
            Bodies.number(context, "duration", 0));
    var all = attributes.of(file, directPath);
    context.status(HttpStatus.CREATED);
    context.json(
        world.change(scene -> {
          Account owner = scene.accounts().get(phone);
          Draft draft =
              new Draft(ids.next(owner.platform()), chat, attributes.kind(), "", all, null);
          Message sent = scene.messages().send(owner.lid(), draft, null);
          return new Views(scene, owner.lid()).message(sent);
        }));
  }

  private void get(Context context) throws IOException {
    Jid phone = AccountRoutes.phone(context);
    Jid chat = Bodies.address(context.pathParam("chat"));
    String id = context.pathParam("id");
    Message message =
        world.change(scene -> {
          Jid me = scene.accounts().get(phone).lid();
          Jid in = chat.isPn() ? scene.accounts().get(chat).lid() : chat;
          return scene.messages().conversation(me, in).stream()
              .filter(m -> m.id().equals(id) && m.attributes().containsKey("directPath"))
              .findFirst()
              .orElseThrow(() -> new Refusal(Reason.NO_SUCH_MESSAGE));
        });
    MediaRoutes.give(files, context, lastSegment(text(message, "directPath")));
    context.contentType(text(message, "mimetype"));
    // What people send is shown, never run: the phones' page and the pages share an origin.
    context.header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private static String text(Message message, String attribute) {
    return message.attributes().getOrDefault(attribute, MissingNode.getInstance()).asText();
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
