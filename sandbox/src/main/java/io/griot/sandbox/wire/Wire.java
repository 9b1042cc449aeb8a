package io.griot.sandbox.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.griot.sandbox.protocol.Answer;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.KeptPush;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.websocket.WsConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of {@code /ws}. Frames of one page are handled one after another, those of
 * different pages concurrently. Thread-safe.
 */
public final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  /** The version of WhatsApp Web that the page's modules imitate. */
  private static final String VERSION = "2.3000.1044822804";

  private static final int NONCE_BYTES = 32;

  /** WhatsApp's code for a temporarily banned account. */
  private static final int BANNED = 402;

  private final World world;
  private final Pairing pairing;
  private final Switchboard switchboard;
  private final Faults faults;
  private final AccountLimits limits;
  private final Clock clock;
  private final RandomGenerator random;
  private final ScheduledExecutorService scheduler;
  private final Map<Session, Connection> connections = new ConcurrentHashMap<>();

  /**
   * @param scheduler closed by the caller
   * @param random must be thread-safe
   */
  public Wire(
      World world,
      Pairing pairing,
      Switchboard switchboard,
      Faults faults,
      AccountLimits limits,
      Clock clock,
      RandomGenerator random,
      ScheduledExecutorService scheduler) {
    this.world = world;
    this.pairing = pairing;
    this.switchboard = switchboard;
    this.faults = faults;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.scheduler = scheduler;
  }

  /** Adds the handlers to a WebSocket route. */
  public void configure(WsConfig ws) {
    ws.onConnect(context -> connected(context.session));
    ws.onMessage(context -> received(context.session, context.message()));
    ws.onClose(context -> closed(context.session));
    ws.onError(context -> LOG.debug("a page's socket failed", context.error()));
  }

  private void connected(Session session) {
    // No timeout: a page may be silent for long, and is frozen while its profile is copied.
    session.setIdleTimeout(Duration.ZERO);
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    Connection connection = new Connection(session, faults, nonce);
    connections.put(session, connection);
    connection.push(new Push.Hello(nonce, VERSION));
  }

  private void closed(Session session) {
    Connection connection = connections.remove(session);
    if (connection != null) {
      switchboard.detach(connection);
      pairing.forget(connection);
      Device device = connection.device();
      if (device != null) {
        world.run(scene -> {
          scene.devices().setAvailable(device.id(), false);
          scene.devices().connectionChanged(device.account());
          DeviceRequests.tellPresence(scene, device.account(), null, "unavailable");
        });
      }
    }
  }

  private void received(Session session, String text) {
    Connection connection = connections.get(session);
    if (connection == null || connection.isDeaf()) {
      return;
    }
    JsonNode frame = parse(text);
    if (frame == null || !frame.path("call").isIntegralNumber()) {
      connection.close(Connection.CloseReason.NOT_A_REQUEST);
      return;
    }
    handle(connection, frame.path("call").asLong(), frame);
  }

  private static @Nullable JsonNode parse(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void handle(Connection connection, long call, JsonNode frame) {
    try {
      dispatch(connection, call, request(frame));
    } catch (Refusal e) {
      connection.refuse(call, e);
    } catch (IllegalArgumentException e) {
      LOG.debug("refused a malformed request", e);
      connection.refuse(call, "bad_request");
    }
  }

  private static Request request(JsonNode frame) {
    try {
      Request request = ProtocolJson.MAPPER.treeToValue(frame, Request.class);
      ProtocolJson.complete((Record) request);
      return request;
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException("not a request of the protocol", e);
    }
  }

  private void dispatch(Connection connection, long call, Request request) {
    switch (request) {
      case Request.PairingRefs _ ->
          connection.reply(
              call,
              request,
              new Answer.Refs(
                  pairing.offerRefs(connection),
                  seconds(pairing.times().first()),
                  seconds(pairing.times().next())));
      case Request.LinkCode wanted ->
          connection.reply(
              call, request, new Answer.Code(pairing.offerCode(connection, wanted.phone())));
      case Request.Registered registered -> register(connection, call, registered);
      case Request.Login login -> logIn(connection, call, login);
      case Request.OfDevice asked -> answer(connection, call, asked);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private void register(Connection connection, long call, Request.Registered registered) {
    Jid account = pairing.consented(connection, registered.deviceId());
    if (!Signatures.isPublicKey(registered.publicKey())) {
      throw new IllegalArgumentException("publicKey is no EC key");
    }
    Device device =
        world.change(scene -> {
          Device linked =
              scene.devices().link(registered.deviceId(), account, registered.publicKey());
          connection.reply(call, registered, new Answer.Done());
          attach(connection, linked, scene);
          scene.devices().push(linked.id(), new Push.History(scene.histories().of(account)));
          return linked;
        });
    connection.push(new Push.OfflineDone());
    pairing.completed(device);
  }

  private void logIn(Connection connection, long call, Request.Login login) {
    world.run(scene -> {
      Device device =
          scene
              .devices()
              .find(login.deviceId())
              .orElseThrow(() -> new Refusal(Reason.DEVICE_REMOVED));
      if (!Signatures.verify(device.publicKey(), connection.nonce(), login.signature())) {
        throw new Refusal(Reason.BAD_SIGNATURE);
      }
      AccountLimits.Ban ban = limits.of(device.account()).ban();
      if (ban != null) {
        turnAway(connection, ban);
        return;
      }
      // Under the world's lock, so that no live push is sent between the kept ones.
      connection.reply(call, login, new Answer.Done());
      attach(connection, device, scene);
      for (KeptPush kept : scene.devices().kept(device.id())) {
        connection.push(kept.n(), kept.push());
      }
      if (!faults.of(device.account()).backlogStays()) {
        connection.push(new Push.OfflineDone());
      }
    });
  }

  /** Refuses a banned account. The device stays linked; the remaining time is in seconds. */
  private void turnAway(Connection connection, AccountLimits.Ban ban) {
    long left = ban.until() - Instant.now(clock).getEpochSecond();
    connection.push(new Push.Failure(BANNED, ban.code(), Math.max(left, 1), ban.message()));
    connection.close(Connection.CloseReason.TURNED_AWAY);
  }

  private void attach(Connection connection, Device device, Scene scene) {
    connection.loggedIn(device);
    switchboard.attach(device.id(), connection);
    scene.devices().connectionChanged(device.account());
    Jid account = device.account();
    connection.push(
        new Push.Ready(
            scene.accounts().get(account).wire(),
            scene.labels().push(account).labels(),
            scene.blocks().of(account),
            scene.channels().of(account)));
  }

  private void answer(Connection connection, long call, Request.OfDevice request) {
    Device device = connection.device();
    if (device == null) {
      connection.refuse(call, "not_logged_in");
      return;
    }
    Faults.OfAccount wrong = faults.of(device.account());
    if (wrong.tooFast()) {
      throw new Refusal(Reason.RATE_OVERLIMIT);
    }
    if (request instanceof Request.Logout) {
      // Otherwise the unlinking would close the socket before the answer is sent.
      switchboard.detach(connection);
    }
    if (!wrong.sendsFail().isEmpty() && isSent(request)) {
      connection.refuse(call, wrong.sendsFail());
      return;
    }
    Function<Scene, Answer> task = scene -> DeviceRequests.answer(scene, limits, device, request);
    Answer answer = request instanceof Request.ReadOnly ? world.read(task) : world.change(task);
    Duration delay = wrong.ackDelay();
    if (request instanceof Request.Send && delay.isPositive()) {
      var _ =
          scheduler.schedule(
              () -> connection.reply(call, request, answer),
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
    } else {
      connection.reply(call, request, answer);
    }
    if (request instanceof Request.Logout) {
      // Like the real server: a device that unlinked itself is told so too, after the answer.
      connection.push(new Push.DeviceRemoved());
      connection.close(Connection.CloseReason.REMOVED);
    }
  }

  private static boolean isSent(Request.OfDevice request) {
    return request instanceof Request.Send
        || request instanceof Request.React
        || request instanceof Request.Edit
        || request instanceof Request.Revoke;
  }
}
