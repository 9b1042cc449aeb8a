package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.WebhooksHandler;
import io.griot.local.aws.LocalAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * The delivering function with an API's services, batches as Lambda makes them, its own clock and a
 * receiver on this machine. Used by one thread.
 */
public final class StandInDeliveries implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final WebhooksHandler handler;
  private final HttpServer server;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private final Map<String, Duration> times = new ConcurrentHashMap<>();
  private volatile Instant now = Instant.parse("2026-01-31T09:00:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  /** A request to the receiver, with header names in lower case. */
  public record Taken(String path, Map<String, String> headers, String body) {}

  public StandInDeliveries(ApiFixture api) throws IOException {
    Map<String, String> environment = new HashMap<>(api.aws().environment());
    environment.put("AWS_REGION", LocalAws.REGION.id());
    environment.put(FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(), "true");
    handler = new WebhooksHandler(FunctionsConfig.from(environment), clock, line -> {});
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** A URL of the receiver. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Sets the status of the receiver's later answers at a path. */
  public void answer(String path, int status) {
    statuses.put(path, status);
  }

  /** Sets a header of its answers at a path. */
  public void header(String path, String header) {
    headers.put(path, header);
  }

  /** Sets the time until it answers at a path, by the function's clock. */
  public void takes(String path, Duration time) {
    times.put(path, time);
  }

  public List<Taken> taken(String path) {
    return taken.stream().filter(one -> one.path().equals(path)).toList();
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /**
   * Delivers messages of test sessions in one batch.
   *
   * @return the ids of those that stay in the queue
   */
  public List<String> deliver(SQSMessage... messages) {
    pass(Duration.ofMillis(1)); // results cached for the last batch expire
    SQSEvent event = new SQSEvent();
    event.setRecords(Arrays.asList(messages));
    return handler
        .handleRequest(event, new LambdaContext("test", TIMEOUT))
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  /** A message of a chat, as received from SQS. */
  public SQSMessage message(String customer, String session, String text, int receives) {
    Event event = event(customer, session, text);
    SQSMessage message = new SQSMessage();
    message.setMessageId(text);
    message.setReceiptHandle("none");
    message.setBody(EventMessage.inline(event, event.payload().toString()).write());
    message.setAttributes(
        Map.of(
            "MessageGroupId",
            event.messageGroup(),
            "MessageDeduplicationId",
            event.id().value(),
            "ApproximateReceiveCount",
            Integer.toString(receives),
            "SentTimestamp",
            Long.toString(QUEUED.toEpochMilli() + text.hashCode() % 1000)));
    return message;
  }

  private static final Instant QUEUED = Instant.parse("2026-01-31T08:59:00Z");

  private static Event event(String customer, String session, String text) {
    SessionId id = ApiFixture.session(customer, session);
    return new Event(
        EventId.of(id, "message", text),
        new CustomerId(customer),
        id,
        new SessionName(session),
        Environment.TEST,
        "chat",
        "message",
        QUEUED,
        Optional.of(Json.MAPPER.createObjectNode().put("text", text)));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> had = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> had.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      taken.add(new Taken(path, had, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      pass(times.getOrDefault(path, Duration.ZERO));
      Optional.ofNullable(headers.get(path))
          .ifPresent(after -> exchange.getResponseHeaders().add("Retry-After", after));
      exchange.sendResponseHeaders(statuses.getOrDefault(path, 204), -1);
    }
  }

  @Override
  public void close() {
    handler.close();
    server.stop(0);
  }
}
