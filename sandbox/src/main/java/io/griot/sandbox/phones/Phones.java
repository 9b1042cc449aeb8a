package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.wire.AccountLimits;
import io.griot.sandbox.wire.Faults;
import io.griot.sandbox.wire.Pairing;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.world.Recipients;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The phones' HTTP interface; the package's description lists it. Thread-safe. */
public final class Phones implements AutoCloseable {
  /** The longest wait for a change; proxies and browsers give up after 30 s and more. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final World world;
  private final ChangeFeed changes;
  private final List<Consumer<RoutesConfig>> parts;

  /** Listens to the world from now on. The random source must be thread-safe. */
  public Phones(
      World world,
      MediaFiles media,
      Recipients recipients,
      Pairing pairing,
      Switchboard switchboard,
      Faults faults,
      AccountLimits limits,
      Clock clock,
      RandomGenerator random) {
    this.world = world;
    this.changes = new ChangeFeed(clock.millis());
    NewIds ids = new NewIds(random);
    this.parts =
        List.of(
            PhonesPage::configure,
            new AccountRoutes(world, recipients)::configure,
            new ChatRoutes(world, ids)::configure,
            new SettingsRoutes(world, clock)::configure,
            new GroupRoutes(world)::configure,
            new MediaMessageRoutes(world, media, ids)::configure,
            new PictureRoutes(world, media)::configure,
            new ContentRoutes(world, ids, clock, random)::configure,
            new ChannelRoutes(world)::configure,
            new SignalRoutes(world)::configure,
            new LinkRoutes(world, pairing, switchboard)::configure,
            new FaultRoutes(world, faults, switchboard)::configure,
            new LimitRoutes(world, limits, switchboard)::configure,
            new SeedRoutes(world, ids)::configure);
    world.listen(changes);
  }

  /** Adds the routes. */
  public void configure(RoutesConfig routes) {
    routes.get("/phones/changes", this::anyChange);
    parts.forEach(part -> part.accept(routes));
    routes.get("/phones/{phone}/changes", this::changes);
  }

  private void changes(Context context) throws InterruptedException {
    Jid phone = AccountRoutes.phone(context);
    long since = Bodies.number(context, "since", 0);
    Jid lid = world.change(scene -> scene.accounts().get(phone).lid());
    context.header("Cache-Control", "no-store");
    context.json(changes.await(lid, since, LONGEST_WAIT));
  }

  private void anyChange(Context context) throws InterruptedException {
    long since = Bodies.number(context, "since", 0);
    context.header("Cache-Control", "no-store");
    context.json(Map.of("version", changes.awaitAny(since, LONGEST_WAIT)));
  }

  /** Ends the waits for changes; the routes go with their server. */
  @Override
  public void close() {
    changes.close();
  }
}
