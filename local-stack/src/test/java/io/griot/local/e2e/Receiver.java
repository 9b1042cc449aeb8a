package io.griot.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A customer's receiver. It keeps events that it takes, and checks them as a careful customer
 * would.
 */
final class Receiver implements AutoCloseable {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(Dialects.getDraft202012());
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private final HttpServer server;
  private final List<Event> taken = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile int status = 204;

  /** An event with its headers. */
  record Event(String id, long timestamp, String signature, String apiKey, String text) {
    ObjectNode body() {
      return Json.readObject(text);
    }

    String dataType() {
      return body().path("dataType").asText();
    }

    JsonNode data() {
      return body().path("data");
    }

    /** Whether it is signed with this secret, by the rules of Standard Webhooks. */
    boolean isSignedWith(String secret) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signed = mac.doFinal((id + "." + timestamp + "." + text).getBytes(UTF_8));
      return signature.equals("v1," + Base64.getEncoder().encodeToString(signed));
    }

    /** The violations of the API's document. */
    List<String> problems() {
      Schema schema = SCHEMAS.computeIfAbsent(dataType(), Receiver::schema);
      return schema.validate(body()).stream().map(Object::toString).toList();
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/whatsapp";
  }

  /** Sets the status of later answers. Only events answered 2xx are kept. */
  void answer(int newStatus) {
    status = newStatus;
  }

  List<Event> taken() {
    return List.copyOf(taken);
  }

  List<Event> taken(String dataType) {
    return taken.stream().filter(event -> event.dataType().equals(dataType)).toList();
  }

  /** The ids of refused events, once per attempt. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** Forgets all events so far. */
  void forget() {
    taken.clear();
    refused.clear();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Event event =
          new Event(
              header(exchange, "webhook-id"),
              Long.parseLong(header(exchange, "webhook-timestamp")),
              header(exchange, "webhook-signature"),
              header(exchange, "x-api-key"),
              text);
      int answered = status;
      if (answered / 100 == 2) {
        taken.add(event);
      } else {
        refused.add(event.id());
      }
      exchange.sendResponseHeaders(answered, -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static Schema schema(String dataType) {
    ObjectNode document = catalogue();
    String delivery = "#/webhooks/" + dataType + "/post/requestBody/content/application~1json";
    return REGISTRY.getSchema(document.put("$ref", delivery + "/schema"));
  }

  /** The exact schemas. The public document is simplified for generators. */
  private static ObjectNode catalogue() {
    try (InputStream json = Catalogue.class.getResourceAsStream("catalogue.json")) {
      return Json.readObject(new String(Objects.requireNonNull(json).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The ids of events, to compare their order. */
  static List<String> ids(List<Event> events) {
    List<String> ids = new ArrayList<>();
    events.forEach(event -> ids.add(event.id()));
    return ids;
  }
}
