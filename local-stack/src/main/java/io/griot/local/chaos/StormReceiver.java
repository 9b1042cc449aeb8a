package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A customer's receiver that can be made to answer 500, not to answer, or not to listen.
 * Thread-safe.
 */
final class StormReceiver implements AutoCloseable {
  /** Longer than the delivery's timeout. */
  private static final Duration HANGS = Duration.ofSeconds(12);

  /** The receiver's behaviour. */
  enum Mood {
    FINE,
    FAILS,
    HANGS,
    AWAY
  }

  /** A delivery that it took. */
  record Delivery(String id, String timestamp, String signature, String body) {}

  private final List<Delivery> taken = new ArrayList<>();
  private final int port;
  private @Nullable HttpServer server;
  private volatile Mood mood = Mood.FINE;

  StormReceiver() throws IOException {
    server = open(0);
    port = server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port + "/events";
  }

  synchronized List<Delivery> taken() {
    return List.copyOf(taken);
  }

  /** Changes its behaviour. If it did not listen, it opens the same port again. */
  synchronized void be(Mood next) {
    mood = next;
    if (next == Mood.AWAY) {
      close();
    } else if (server == null) {
      try {
        server = open(port);
      } catch (IOException e) {
        throw new UncheckedIOException("the receiver's port is gone", e);
      }
    }
  }

  private HttpServer open(int at) throws IOException {
    HttpServer opened =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
    opened.createContext("/", this::take);
    opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    opened.start();
    return opened;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      switch (mood) {
        case FINE -> {
          synchronized (this) {
            taken.add(
                new Delivery(
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    body));
          }
          exchange.sendResponseHeaders(204, -1);
        }
        case HANGS -> Pause.of(HANGS);
        case FAILS, AWAY -> exchange.sendResponseHeaders(500, -1);
      }
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }
}
