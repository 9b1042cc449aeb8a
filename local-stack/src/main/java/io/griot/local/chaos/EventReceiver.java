package io.griot.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The customer's receiver. It records how often each message was delivered, and under which ids.
 */
final class EventReceiver implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, List<String>> told = new HashMap<>();
  private int events;

  /**
   * Listens on a free port.
   *
   * @param failed receives the failure of a request
   */
  EventReceiver(Consumer<Throwable> failed) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", exchange -> take(exchange, failed));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  /** The ids of the deliveries of each message, by the message's id. */
  synchronized Map<String, List<String>> told() {
    Map<String, List<String>> copy = new HashMap<>();
    told.forEach((message, deliveries) -> copy.put(message, List.copyOf(deliveries)));
    return copy;
  }

  /** The number of events taken. */
  synchronized int events() {
    return events;
  }

  /** Takes an event, and reports a failure, which the server would only log. */
  private void take(HttpExchange exchange, Consumer<Throwable> failed) throws IOException {
    try {
      take(exchange);
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String delivery = exchange.getRequestHeaders().getFirst("webhook-id");
      JsonNode event = Json.readObject(text);
      synchronized (this) {
        events++;
        if (event.path("dataType").asText().equals("message")) {
          String message = event.at("/data/message/id/id").asText();
          told.computeIfAbsent(message, it -> new ArrayList<>())
              .add(delivery == null ? "" : delivery);
        }
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
