package io.griot.local.bench;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Measures a send to a parked session where a host has a free slot, from the request to its answer,
 * and what memory parking frees. The host has the settings it has by default.
 */
final class ParkedWakes implements AutoCloseable {
  private static final CustomerId CUSTOMER = new CustomerId("parked");
  private static final SessionName SESSION = new SessionName("sleeper");
  private static final double WAKE_SECONDS = 4;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String PARK = "{\"park\":{\"afterIdle\":\"5m\",\"wakeEvery\":\"6h\"}}";

  private final Report report;
  private final Path folder;
  private final LocalStack stack;
  private final ApiClient api;
  private final ApiClient operator;

  private ParkedWakes(Report report, Path folder, LocalStack stack) {
    this.report = report;
    this.folder = folder;
    this.stack = stack;
    this.api = new ApiClient(stack.apiAddress(), stack.mintKey(CUSTOMER, Environment.TEST));
    this.operator = new ApiClient(stack.apiAddress(), stack.mintAdminKey());
  }

  static ParkedWakes start(BenchOptions options, Report report)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("griot-parked-");
    int fillers = options.realWeight() ? BenchOptions.REAL_FILLERS : 0;
    LocalStackConfig config =
        LocalStackConfig.in(folder)
            .withSandbox(SandboxConfig.in(folder.resolve("sandbox")).withFillers(fillers));
    ParkedWakes parked = new ParkedWakes(report, folder, LocalStack.start(config));
    parked.stack.startHost();
    return parked;
  }

  /** Parks the session and sends to it, so many times. */
  void measure(int wakes) throws IOException {
    report.section("a send wakes a parked session");
    try (Phone shop = new Phone(stack.sandboxAddress(), Phone.SHOP);
        Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
      link(shop);
      Durations sent = new Durations();
      double freed = 0;
      for (int wake = 0; wake < wakes; wake++) {
        freed = Math.max(freed, browsersMb());
        park();
        Answer answer =
            api.post("/client/sendMessage/" + SESSION, ApiClient.text(customer.id(), "wake up"));
        if (answer.status() != 200) {
          throw new IllegalStateException("the send was answered " + answer.status());
        }
        sent.add(answer.total());
      }
      report.row(
          "request → sent, %d wakes".formatted(wakes),
          "p50 %.1f s".formatted(sent.percentileMillis(0.50) / 1000));
      double p95 = sent.percentileMillis(0.95) / 1000;
      report.row("  p95", p95, "s", "≤ %.0f".formatted(WAKE_SECONDS), p95 <= WAKE_SECONDS);
      report.row("memory that parking frees (PSS)", "%.0f MB".formatted(freed));
    }
  }

  private double browsersMb() {
    List<ProcessHandle> browsers = BrowserProcesses.withProfileUnder(folder);
    return browsers.stream().mapToDouble(ProcessMemory::treeMb).sum();
  }

  private void link(Phone phone) {
    api.get("/session/start/" + SESSION);
    String path = "/session/qr/" + SESSION;
    LocalBench.await("a QR code", POLL, () -> api.get(path).success());
    phone.scan(api.get(path).body().path("qr").asText());
    LocalBench.await("connected", POLL, () -> api.get("/session/status/" + SESSION).success());
    Answer set = api.send("PUT", "/session/settings/" + SESSION, PARK, Map.of());
    if (set.status() != 200) {
      throw new IllegalStateException("the settings were answered " + set.status());
    }
    // Nobody may set a time as short as a measurement has.
    try (DynamoDbClient tables = stack.aws().dynamoDbClient()) {
      DynamoTable sessions = new DynamoTable(tables, new Names("griot"), Table.SESSIONS);
      sessions.update(
          sessions.key(id().value()), new Write().set(SessionItem.PARK_AFTER, Item.ofNumber(1)));
    }
  }

  /** Has the supervisor make rounds until the session is parked. */
  private void park() {
    LocalBench.await(
        "parked",
        POLL,
        () -> {
          Answer _ = operator.send("POST", "/local/clock", "{\"forward\":\"PT0S\"}", Map.of());
          return isParked(stack.aws().session(id()));
        });
  }

  private static boolean isParked(Map<String, AttributeValue> session) {
    Item item = new Item(session);
    return item.text(SessionItem.WANTED).equals(Wanted.PARKED.name())
        && !item.has(SessionItem.OWNER);
  }

  private static SessionId id() {
    return SessionId.of(CUSTOMER, SESSION);
  }

  @Override
  public void close() throws IOException {
    api.close();
    operator.close();
    stack.close();
    LocalBench.delete(folder);
  }
}
