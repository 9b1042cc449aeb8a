package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.wire.AccountLimits;
import io.griot.sandbox.wire.Faults;
import io.griot.sandbox.wire.Pairing;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.world.Recipients;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The phones' HTTP interface; the package's description lists its routes. Thread-safe. */
public final class Phones implements AutoCloseable {
  /** The longest wait for a change. Proxies and browsers time out after 30 s or more. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final World world;
  private final NewIds ids;
  private final ChangeFeed changes;
  private final AccountRoutes accounts;
  private final FaultRoutes faultRoutes;
  private final List<Consumer<PhoneRoutes>> parts;

  /**
   * Subscribes to the world's events.
   *
   * @param random must be thread-safe
   */
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
    this.ids = new NewIds(random);
    this.changes = new ChangeFeed(clock.millis());
    this.accounts = new AccountRoutes(world, recipients);
    this.faultRoutes = new FaultRoutes(faults, switchboard);
    this.parts =
        List.of(
            ChatRoutes::configure,
            new SettingsRoutes(clock)::configure,
            GroupRoutes::configure,
            new MediaMessageRoutes(media)::configure,
            new PictureRoutes(media)::configure,
            new ContentRoutes(clock, random)::configure,
            ChannelRoutes::configure,
            SignalRoutes::configure,
            new LinkRoutes(world, pairing, switchboard)::configure,
            new LimitRoutes(limits, switchboard)::configure,
            new SeedRoutes(world, ids)::configure);
    world.listen(changes);
  }

  /** Adds the routes. */
  public void configure(RoutesConfig all) {
    PhoneRoutes routes = new PhoneRoutes(all, world, ids);
    all.get("/phones/changes", this::anyChange);
    PhonesPage.configure(all);
    accounts.configure(all, routes);
    faultRoutes.configure(all, routes);
    parts.forEach(part -> part.accept(routes));
    routes.add(
        HandlerType.GET,
        "/changes",
        context -> {
          long since = Bodies.number(context, "since", 0);
          context.header("Cache-Control", "no-store");
          context.json(changes.await(routes.read(context, PhoneCall::me), since, LONGEST_WAIT));
        });
  }

  private void anyChange(Context context) throws InterruptedException {
    long since = Bodies.number(context, "since", 0);
    context.header("Cache-Control", "no-store");
    context.json(Map.of("version", changes.awaitAny(since, LONGEST_WAIT)));
  }

  /** Ends the waits for changes. The routes end with their server. */
  @Override
  public void close() {
    changes.close();
  }
}
