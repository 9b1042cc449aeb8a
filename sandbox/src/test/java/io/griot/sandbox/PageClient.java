package io.griot.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.protocol.ProtocolJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The page's side of the protocol. Every wait fails after a minute. Used by one thread. */
final class PageClient implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String SECRET =
      Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final List<JsonNode> passed = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private final KeyPair keys;
  private final String nonce;
  private int nextId = 1;

  private PageClient(HttpClient http, int port, KeyPair keys) {
    this.keys = keys;
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), new Frames())
            .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
            .join();
    this.nonce = push("hello").path("nonce").asText();
  }

  /** A page that was never paired. */
  static PageClient open(HttpClient http, int port) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new PageClient(http, port, generator.generateKeyPair());
  }

  /** The same browser after a restart of its connection or of itself. */
  PageClient reopen(HttpClient http, int port) {
    return new PageClient(http, port, keys);
  }

  /** The QR code's text with the server's n-th reference. */
  String qrText(JsonNode refs, int n) {
    return String.join(",", refs.path("refs").path(n).asText(), "a2V5MQ==", "a2V5Mg==", SECRET);
  }

  /**
   * Registers after its code was accepted, as a page does.
   *
   * @return the device's id
   */
  String register() throws GeneralSecurityException {
    JsonNode success = push("pairSuccess");
    String deviceId = success.path("deviceId").asText();
    if (!success.path("proof").isNull()) {
      assertThat(success.path("proof").asText()).isEqualTo(proof(deviceId));
    }
    String publicKey = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    request("registered", o -> o.put("deviceId", deviceId).put("publicKey", publicKey));
    push("ready");
    return deviceId;
  }

  private static String proof(String deviceId) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(deviceId.getBytes(UTF_8)));
  }

  /** The reply to a login with this page's key. */
  JsonNode logIn(String deviceId) throws GeneralSecurityException {
    String signed = signed();
    return exchange("login", o -> o.put("deviceId", deviceId).put("signature", signed));
  }

  /** Sends a login that the server may not answer. */
  void sendLogin(String deviceId) throws GeneralSecurityException {
    String signed = signed();
    send("login", nextId++, o -> o.put("deviceId", deviceId).put("signature", signed));
  }

  private String signed() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(nonce.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  /**
   * Sends a request that must succeed.
   *
   * @return its result
   */
  JsonNode request(String type, java.util.function.Function<ObjectNode, ObjectNode> arguments) {
    JsonNode reply = exchange(type, arguments);
    assertThat(reply.path("ok").asBoolean()).as("%s: %s", type, reply).isTrue();
    return reply.path("result");
  }

  /**
   * Sends a request.
   *
   * @return the whole reply
   */
  JsonNode exchange(String type, java.util.function.Function<ObjectNode, ObjectNode> arguments) {
    int id = nextId++;
    send(type, id, arguments);
    return await(frame -> frame.path("call").asInt() == id, "the reply to " + type);
  }

  /** Sends a request without waiting for its reply. */
  void send(String type, int id, java.util.function.Function<ObjectNode, ObjectNode> arguments) {
    ObjectNode frame = ProtocolJson.MAPPER.createObjectNode().put("call", id).put("type", type);
    raw(arguments.apply(frame).toString());
  }

  /** Sends a frame unchanged. */
  void raw(String text) {
    socket.sendText(text, true).orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Waits for the next push of this kind; others before it are kept for later calls. */
  JsonNode push(String kind) {
    return await(frame -> frame.path("push").asText().equals(kind), "a push of " + kind);
  }

  /** The pushes received so far that were not returned yet. */
  List<JsonNode> passed() {
    return List.copyOf(passed);
  }

  /** The code with which the server closed the connection. */
  int closeCode() {
    return closed.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private JsonNode await(Predicate<JsonNode> wanted, String what) {
    for (JsonNode frame : passed) {
      if (wanted.test(frame)) {
        passed.remove(frame);
        return frame;
      }
    }
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      JsonNode frame = poll(deadline - System.nanoTime());
      if (frame == null) {
        throw new AssertionError(what + " did not come within " + DEADLINE);
      }
      if (wanted.test(frame)) {
        return frame;
      }
      passed.add(frame);
    }
  }

  @SuppressWarnings("NullAway") // poll returns null after the timeout; the caller checks
  private JsonNode poll(long nanos) {
    try {
      return frames.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        frames.add(parse(text.toString()));
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    private static JsonNode parse(String frame) {
      try {
        return ProtocolJson.MAPPER.readTree(frame);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new AssertionError("the server sent something that is no JSON", e);
      }
    }

    @Override
    public @org.jspecify.annotations.Nullable CompletionStage<?> onClose(
        WebSocket webSocket, int statusCode, String reason) {
      closed.complete(statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
