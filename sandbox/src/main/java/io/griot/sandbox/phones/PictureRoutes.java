package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.media.MediaRoutes;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Picture;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;

/** Pictures of people and groups, as a phone's owner sees and sets them. Thread-safe. */
final class PictureRoutes {
  private final World world;
  private final MediaFiles files;

  PictureRoutes(World world, MediaFiles files) {
    this.world = world;
    this.files = files;
  }

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/picture", context -> get(context, AccountRoutes.phone(context)));
    routes.put("/phones/{phone}/picture", context -> set(context, AccountRoutes.phone(context)));
    routes.delete(
        "/phones/{phone}/picture", context -> remove(context, AccountRoutes.phone(context)));
    routes.get("/phones/{phone}/chats/{chat}/picture", context -> get(context, chat(context)));
    routes.put("/phones/{phone}/chats/{chat}/picture", context -> set(context, chat(context)));
    routes.delete(
        "/phones/{phone}/chats/{chat}/picture", context -> remove(context, chat(context)));
  }

  private static Jid chat(Context context) {
    return Bodies.address(context.pathParam("chat"));
  }

  private void get(Context context, Jid of) throws IOException {
    Picture picture =
        world.change(scene ->
            scene.pictures().find(of).orElseThrow(() -> new NotFoundResponse("no picture")));
    MediaRoutes.give(files, context, picture.image().substring("/media/".length()));
  }

  private void set(Context context, Jid of) throws IOException {
    Jid actor = actor(context);
    String image = MediaRoutes.take(files, context);
    world.run(scene -> scene.pictures().set(actor, of, image, image));
    context.status(HttpStatus.NO_CONTENT);
  }

  private void remove(Context context, Jid of) {
    Jid actor = actor(context);
    world.run(scene -> scene.pictures().remove(actor, of));
    context.status(HttpStatus.NO_CONTENT);
  }

  private Jid actor(Context context) {
    Jid phone = AccountRoutes.phone(context);
    return world.change(scene -> scene.accounts().get(phone).lid());
  }
}
