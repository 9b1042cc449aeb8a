package io.griot.sandbox.phones;

import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.media.MediaRoutes;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Picture;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.function.Function;

/** HTTP routes of people's and groups' pictures. Thread-safe. */
final class PictureRoutes {
  private final MediaFiles files;

  PictureRoutes(MediaFiles files) {
    this.files = files;
  }

  void configure(PhoneRoutes routes) {
    add(routes, "/picture", PhoneCall::me);
    add(routes, "/chats/{chat}/picture", PhoneCall::chat);
  }

  private void add(PhoneRoutes routes, String path, Function<PhoneCall, Jid> of) {
    routes.add(
        HandlerType.GET,
        path,
        context -> {
          Picture picture =
              routes.read(
                  context,
                  call ->
                      call.scene()
                          .pictures()
                          .find(of.apply(call))
                          .orElseThrow(() -> new NotFoundResponse("no picture")));
          MediaRoutes.give(files, context, picture.image().substring("/media/".length()));
        });
    routes.add(
        HandlerType.PUT,
        path,
        context -> {
          String image = MediaRoutes.take(files, context);
          routes.change(
              context,
              call -> call.scene().pictures().set(call.me(), of.apply(call), image, image));
          context.status(HttpStatus.NO_CONTENT);
        });
    routes.run(
        HandlerType.DELETE,
        path,
        call -> call.scene().pictures().remove(call.me(), of.apply(call)));
  }
}
