package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Dropped;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/** What a phone could decrypt and what not. Thread-safe. */
final class SignalRoutes {
  private final World world;
  private final Places places;

  SignalRoutes(World world) {
    this.world = world;
    this.places = new Places(world);
  }

  record SignalView(List<String> chains, List<Dropped> dropped) {}

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/signal", this::signal);
    routes.post("/phones/{phone}/chats/{chat}/messages/{id}/retry", this::retry);
  }

  private void retry(Context context) {
    places.inChat(
        context,
        (scene, place) -> {
          Message message = place.find(scene, context.pathParam("id"), null);
          Jid author = message.sender();
          Push.Retry asked = new Push.Retry(message.chatOf(author), message.id(), place.me());
          scene.devices().push(author, null, asked);
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }

  private void signal(Context context) {
    Jid phone = AccountRoutes.phone(context);
    context.json(
        world.change(scene -> {
          Jid me = scene.accounts().get(phone).lid();
          return new SignalView(scene.signals().chainsWith(me), scene.signals().droppedBy(me));
        }));
  }
}
