package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Dropped;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Signals;
import io.javalin.http.HandlerType;
import java.util.List;

/** HTTP routes that show which messages a phone could decrypt. Stateless. */
final class SignalRoutes {
  private SignalRoutes() {}

  record SignalView(List<String> chains, List<Dropped> dropped) {}

  static void configure(PhoneRoutes routes) {
    routes.get("/signal", SignalRoutes::signal);
    routes.run(HandlerType.POST, "/chats/{chat}/messages/{id}/retry", SignalRoutes::retry);
  }

  private static void retry(PhoneCall call) {
    Message message = call.message(call.path("id"), null);
    Jid author = message.sender();
    call.scene()
        .devices()
        .push(author, null, new Push.Retry(message.chatOf(author), message.id(), call.me()));
  }

  private static SignalView signal(PhoneCall call) {
    Signals signals = call.scene().signals();
    return new SignalView(signals.chainsWith(call.me()), signals.droppedBy(call.me()));
  }
}
