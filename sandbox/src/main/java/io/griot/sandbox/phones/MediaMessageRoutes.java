package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.media.MediaRoutes;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;

/** HTTP routes for files that a phone's owner sends and views. Thread-safe. */
final class MediaMessageRoutes {
  private final MediaFiles files;

  MediaMessageRoutes(MediaFiles files) {
    this.files = files;
  }

  void configure(PhoneRoutes routes) {
    routes.add(HandlerType.POST, "/chats/{chat}/media", context -> send(context, routes));
    routes.add(
        HandlerType.GET,
        "/chats/{chat}/messages/{id}/media",
        context -> give(context, routes.read(context, MediaMessageRoutes::message)));
  }

  /** Sends a file. It is stored before the world is entered, because it may be large. */
  private void send(Context context, PhoneRoutes routes) throws IOException {
    String mimetype = Optional.ofNullable(context.contentType()).orElse("application/octet-stream");
    String directPath = MediaRoutes.take(files, context);
    MediaAttributes file =
        new MediaAttributes(
            mimetype,
            Optional.ofNullable(context.queryParam("type")),
            Optional.ofNullable(context.queryParam("caption")),
            Optional.ofNullable(context.queryParam("filename")),
            Bodies.number(context, "duration", 0));
    var attributes = file.of(MediaRoutes.find(files, directPath), directPath);
    context.status(HttpStatus.CREATED);
    context.json(
        routes.change(
            context,
            call -> {
              Draft draft = new Draft(call.newId(), call.chat(), file.kind(), "", attributes, null);
              return call.views().message(call.scene().messages().send(call.me(), draft, null));
            }));
  }

  private static Message message(PhoneCall call) {
    return call.scene().conversations().of(call.me(), call.chat()).stream()
        .filter(m -> m.id().equals(call.path("id")) && m.attributes().containsKey("directPath"))
        .findFirst()
        .orElseThrow(() -> new Refusal(Reason.NO_SUCH_MESSAGE));
  }

  private void give(Context context, Message message) throws IOException {
    MediaRoutes.give(files, context, lastSegment(text(message, "directPath")));
    context.contentType(text(message, "mimetype"));
    // Never execute people's files: the phones' page and the pages have the same origin.
    context.header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private static String text(Message message, String attribute) {
    return message.attributes().getOrDefault(attribute, MissingNode.getInstance()).asText();
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
