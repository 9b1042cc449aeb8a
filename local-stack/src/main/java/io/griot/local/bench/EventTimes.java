package io.griot.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.EventLogItem;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.local.aws.LocalAws;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures the time of messages from a person's phone to the log and to the customer's receiver.
 */
final class EventTimes implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(1);

  private final LocalAws aws;
  private final ApiClient api;
  private final HttpServer receiver;
  private final Map<String, Long> arrived = new ConcurrentHashMap<>();

  /** Registers itself as the receiver of the customer's events. */
  EventTimes(LocalAws aws, ApiClient api) throws IOException {
    this.aws = aws;
    this.api = api;
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    receiver.createContext("/", this::take);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.start();
    ObjectNode webhook =
        Json.MAPPER
            .createObjectNode()
            .put("url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
    webhook.putArray("events").add("message");
    ApiClient.Answer answer = api.send("PUT", "/webhook", webhook.toString(), Map.of());
    if (answer.status() != 200) {
      throw new IllegalStateException("the webhook is refused: " + answer.text());
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      JsonNode event = Json.readObject(text);
      arrived.putIfAbsent(event.at("/data/message/id/id").asText(), System.nanoTime());
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** Sends messages one after another; each waits until the one before has arrived. */
  void oneByOne(Report report, Phone from, Phone to, int messages) {
    Durations webhook = new Durations();
    Map<String, Instant> written = new ConcurrentHashMap<>();
    for (int i = 0; i < messages; i++) {
      Instant at = Instant.now();
      long began = System.nanoTime();
      String id = from.write(to.id(), "event " + i);
      written.put(id, at);
      await(List.of(id));
      webhook.add(Duration.ofNanos(arrived.getOrDefault(id, began) - began));
    }
    Durations log = new Durations();
    stored()
        .forEach((id, at) -> {
          Instant began = written.get(id);
          if (began != null) {
            Duration took = Duration.between(began, at);
            log.add(took.isNegative() ? Duration.ZERO : took);
          }
        });
    report.section("a message that comes in, one after another");
    report.row("→ log", log.summary());
    double p99 = log.percentileMillis(0.99);
    report.row("  p99", p99, "ms", "≤ 200", p99 <= 200);
    report.row("→ webhook", webhook.summary());
  }

  /** Sends all messages at once, from a person to each session. */
  void flood(Report report, List<Phone> people, List<Phone> sessions, int messages) {
    long began = System.nanoTime();
    List<String> ids;
    try (ExecutorService writers = Executors.newFixedThreadPool(16)) {
      var writing =
          IntStream.range(0, messages)
              .mapToObj(i ->
                  writers.submit(() ->
                      people
                          .get(i % people.size())
                          .write(sessions.get(i % sessions.size()).id(), "flood " + i)))
              .toList();
      ids = writing.stream().map(EventTimes::result).toList();
    }
    double wrote = (System.nanoTime() - began) / 1e9;
    await(ids);
    double told = (System.nanoTime() - began) / 1e9;
    report.section("%d messages to %d sessions".formatted(messages, sessions.size()));
    report.row("written by the phones", "%.1f a second".formatted(messages / wrote));
    report.row("→ webhook", "%.1f a second".formatted(messages / told));
  }

  private static String result(Future<String> written) {
    try {
      return written.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a phone cannot write", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void await(List<String> ids) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!arrived.keySet().containsAll(ids)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("an event did not arrive within " + DEADLINE);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /**
   * The time at which the log stored each message, by DynamoDB's time, which equals this machine's.
   */
  private Map<String, Instant> stored() {
    Map<String, Instant> stored = new ConcurrentHashMap<>();
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      new DynamoTable(tables, aws.names(), Table.EVENTS)
          .scan()
          .filter(item -> item.has(EventLogItem.EVENTS))
          .forEach(item -> add(item, stored));
    }
    return stored;
  }

  private static void add(Item item, Map<String, Instant> stored) {
    Instant at = item.requiredInstant(EventLogItem.AT);
    for (LoggedEvent event : LoggedEvent.unpack(item.bytes(EventLogItem.EVENTS).orElseThrow())) {
      event
          .body()
          .map(body -> Json.readObject(body).at("/data/message/id/id").asText())
          .ifPresent(id -> stored.putIfAbsent(id, at));
    }
  }

  @Override
  public void close() {
    api.send("DELETE", "/webhook", null, Map.of());
    receiver.stop(0);
  }
}
