package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Channel;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** What a phone's owner does with channels. Thread-safe. */
final class ChannelRoutes {
  private final World world;

  ChannelRoutes(World world) {
    this.world = world;
  }

  record NewChannel(String name, String description) {}

  record NewAdmin(Request.AdminAction action, String phone) {}

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/channels", this::list);
    routes.post("/phones/{phone}/channels", this::create);
    routes.get("/phones/{phone}/channels/{channel}", this::show);
    routes.post("/phones/{phone}/channels/{channel}/follow", this::follow);
    routes.post("/phones/{phone}/channels/{channel}/admins", this::administer);
    routes.post("/phones/{phone}/channels/{channel}/accept", this::accept);
  }

  private void list(Context context) {
    Jid phone = AccountRoutes.phone(context);
    context.json(world.change(scene -> scene.channels().of(scene.accounts().get(phone).lid())));
  }

  private void create(Context context) {
    Jid phone = AccountRoutes.phone(context);
    NewChannel wanted = Bodies.read(context, NewChannel.class);
    Channel channel =
        world.change(
            scene -> scene.channels().create(phone, wanted.name(), wanted.description(), null));
    context.status(HttpStatus.CREATED).json(channel);
  }

  private void show(Context context) {
    Jid channel = new Jid(context.pathParam("channel"));
    context.json(world.change(scene -> scene.channels().get(channel)));
  }

  private void follow(Context context) {
    Jid phone = AccountRoutes.phone(context);
    Jid channel = new Jid(context.pathParam("channel"));
    context.json(world.change(scene -> scene.channels().follow(phone, channel)));
  }

  private void administer(Context context) {
    Jid phone = AccountRoutes.phone(context);
    Jid channel = new Jid(context.pathParam("channel"));
    NewAdmin wanted = Bodies.read(context, NewAdmin.class);
    Jid who = Bodies.address(wanted.phone());
    context.json(
        world.change(scene -> {
          Jid me = scene.accounts().get(phone).lid();
          scene.channelStaff().change(me, channel, wanted.action(), who);
          return scene.channels().get(channel);
        }));
  }

  private void accept(Context context) {
    Jid phone = AccountRoutes.phone(context);
    Jid channel = new Jid(context.pathParam("channel"));
    context.json(
        world.change(scene -> {
          scene.channelStaff().accept(scene.accounts().get(phone).lid(), channel);
          return scene.channels().get(channel);
        }));
  }
}
