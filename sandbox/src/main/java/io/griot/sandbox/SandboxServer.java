package io.griot.sandbox;

import io.griot.sandbox.http.Errors;
import io.griot.sandbox.http.SameOrigin;
import io.griot.sandbox.media.MediaFiles;
import io.griot.sandbox.media.MediaRoutes;
import io.griot.sandbox.phones.Phones;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.wire.AccountLimits;
import io.griot.sandbox.wire.Faults;
import io.griot.sandbox.wire.Pairing;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.wire.Wire;
import io.griot.sandbox.world.Recipients;
import io.griot.sandbox.world.World;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * A running sandbox: the world, its wire to the pages ({@code /ws}), the page itself ({@code /}),
 * the phones ({@code /phones}, to look at: {@code /phones/ui}). On loopback only.
 *
 * <pre>{@code
 * try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.in(folder))) {
 *   … "http://127.0.0.1:" + sandbox.port() …
 * }
 * }</pre>
 *
 * <p>A folder without a world gets the default one. Closing keeps it all for the next start. By
 * hand it is started with {@link SandboxMain}. Thread-safe.
 */
public final class SandboxServer implements AutoCloseable {
  private static final long MAX_BODY_BYTES = 8L * 1024 * 1024;
  private static final long MAX_FRAME_BYTES = 16L * 1024 * 1024;

  private final World world;
  private final ScheduledExecutorService scheduler;
  private final Phones phones;
  private final Javalin http;

  private SandboxServer(SandboxConfig config, World world, Clock clock, RandomGenerator random) {
    this.world = world;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sandbox-phones").daemon().factory());
    Faults faults = new Faults();
    AccountLimits limits = new AccountLimits(clock);
    Switchboard switchboard = new Switchboard();
    Pairing pairing = new Pairing(world, clock, random, scheduler, config.qrTimes(), faults);
    Wire wire = new Wire(world, pairing, switchboard, faults, limits, clock, random, scheduler);
    Recipients recipients =
        new Recipients(
            world,
            scheduler,
            (Jid phone) -> config.receiptDelay().plus(faults.of(phone).ackDelay()));
    MediaFiles media = new MediaFiles(config.dataFolder().resolve("media"));
    this.phones =
        new Phones(world, media, recipients, pairing, switchboard, faults, limits, clock, random);
    PageHosting page = new PageHosting(config.pageFolder(), config.fillers(), faults);
    world.listen(switchboard);
    world.listen(recipients);
    this.http =
        Javalin.create(javalin -> {
          limits(javalin);
          Errors.configure(javalin.routes);
          javalin.routes.before(SameOrigin::require);
          javalin.routes.wsBeforeUpgrade(SameOrigin::require);
          javalin.routes.ws("/ws", wire::configure);
          phones.configure(javalin.routes);
          new MediaRoutes(media).configure(javalin.routes);
          page.configure(javalin.routes);
        });
    recipients.resume();
  }

  private static void limits(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.http.maxRequestSize = MAX_BODY_BYTES;
    javalin.http.generateEtags = true;
    javalin.http.prefer405over404 = true;
    javalin.jsonMapper(new JavalinJackson(ProtocolJson.MAPPER, true));
    javalin.jetty.modifyWebSocketServletFactory(
        factory -> factory.setMaxTextMessageSize(MAX_FRAME_BYTES));
  }

  /**
   * Starts a sandbox.
   *
   * @throws IOException when the data folder cannot be used or another sandbox has it
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static SandboxServer start(SandboxConfig config) throws IOException {
    return start(config, Clock.systemUTC(), new SecureRandom());
  }

  /** The same with the caller's clock and (thread-safe) random source. */
  static SandboxServer start(SandboxConfig config, Clock clock, RandomGenerator random)
      throws IOException {
    World world = World.open(config.dataFolder(), clock, random);
    if (world.isEmpty()) {
      world.run(DefaultWorld::create);
    }
    SandboxServer server = new SandboxServer(config, world, clock, random);
    try {
      server.http.start(config.host(), config.port());
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** Ends all connections, and closes the world's file. */
  @Override
  public void close() throws IOException {
    phones.close();
    http.stop();
    scheduler.shutdownNow();
    world.close();
  }
}
