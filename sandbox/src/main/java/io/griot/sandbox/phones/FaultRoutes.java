package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.wire.Faults;
import io.griot.sandbox.wire.Switchboard;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Map;

/** HTTP routes that set faults, for tests. Thread-safe. */
final class FaultRoutes {
  private final Faults faults;
  private final Switchboard switchboard;

  FaultRoutes(Faults faults, Switchboard switchboard) {
    this.faults = faults;
    this.switchboard = switchboard;
  }

  void configure(RoutesConfig all, PhoneRoutes routes) {
    routes.get("/faults", call -> faults.of(call.me()));
    routes.change(HandlerType.PUT, "/faults", this::set);
    routes.change(
        HandlerType.POST, "/faults/drop", call -> Map.of("dropped", switchboard.drop(call.me())));
    routes.change(
        HandlerType.POST,
        "/faults/replace",
        call -> Map.of("replaced", switchboard.replace(call.me())));
    all.get("/faults", context -> context.json(faults.ofPages()));
    all.put("/faults", this::setPages);
  }

  /**
   * Sets the faults of an account. Pages that were deaf have missed pushes, so they must log in
   * again to get them.
   */
  private Faults.OfAccount set(PhoneCall call) {
    Jid account = call.me();
    Faults.OfAccount before = faults.of(account);
    Faults.OfAccount wanted = Bodies.merge(call.context(), before);
    faults.set(account, wanted);
    if (before.deaf() && !wanted.deaf()) {
      switchboard.drop(account);
    }
    if (before.backlogStays() && !wanted.backlogStays()) {
      switchboard.endBacklog(account);
    }
    return wanted;
  }

  private void setPages(Context context) {
    faults.setOfPages(Bodies.merge(context, faults.ofPages()));
    context.json(faults.ofPages());
  }
}
