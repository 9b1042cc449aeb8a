package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.world.Dropped;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** What a phone could decrypt and what not. Thread-safe. */
final class SignalRoutes {
  private final World world;

  SignalRoutes(World world) {
    this.world = world;
  }

  record SignalView(List<String> chains, List<Dropped> dropped) {}

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/signal", this::signal);
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
