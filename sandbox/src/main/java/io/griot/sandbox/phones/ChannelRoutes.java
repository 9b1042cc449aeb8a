package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Channel;
import io.javalin.http.HandlerType;

/** HTTP routes for a phone owner's actions in channels. Stateless. */
final class ChannelRoutes {
  private ChannelRoutes() {}

  record NewChannel(String name, String description) {}

  record NewAdmin(Request.AdminAction action, String phone) {}

  static void configure(PhoneRoutes routes) {
    routes.get("/channels", call -> call.scene().channels().of(call.me()));
    routes.create("/channels", ChannelRoutes::create);
    routes.get("/channels/{channel}", ChannelRoutes::channel);
    routes.change(
        HandlerType.POST,
        "/channels/{channel}/follow",
        call -> call.scene().channels().follow(call.me(), call.address("channel")));
    routes.change(HandlerType.POST, "/channels/{channel}/admins", ChannelRoutes::administer);
    routes.change(HandlerType.POST, "/channels/{channel}/accept", ChannelRoutes::accept);
  }

  private static Channel channel(PhoneCall call) {
    return call.scene().channels().get(call.address("channel"));
  }

  private static Channel create(PhoneCall call) {
    NewChannel wanted = call.body(NewChannel.class);
    return call.scene().channels().create(call.me(), wanted.name(), wanted.description(), null);
  }

  private static Channel administer(PhoneCall call) {
    NewAdmin wanted = call.body(NewAdmin.class);
    call.scene()
        .channelStaff()
        .change(
            call.me(), call.address("channel"), wanted.action(), Bodies.address(wanted.phone()));
    return channel(call);
  }

  private static Channel accept(PhoneCall call) {
    call.scene().channelStaff().accept(call.me(), call.address("channel"));
    return channel(call);
  }
}
