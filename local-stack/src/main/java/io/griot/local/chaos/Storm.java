package io.griot.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.host.thread.HostThread;
import io.griot.local.HostProcess;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * {@code ./griot storm}: people write numbered messages while the session's host is killed at
 * random moments and the receiver fails. At the end every number must have been delivered, in order
 * in each chat, signed, and no id with different contents; and the log must contain all of them.
 */
public final class Storm implements AutoCloseable {
  private static final CustomerId CUSTOMER = new CustomerId("storm");
  private static final String SESSION = "storm";
  private static final String SHOP = "237694300000";
  private static final long FIRST_PERSON = 237_694_400_000L;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration REST = Duration.ofMinutes(20);
  private static final Duration LOST = Duration.ofMinutes(2);

  /**
   * Short intervals: a session moves within seconds, and messages that a dead host had received are
   * soon visible again.
   */
  private static final Map<String, String> QUICK =
      Map.of(
          "GRIOT_LONG_POLL", "1s",
          "GRIOT_COMMAND_VISIBILITY", "5s",
          "GRIOT_LOOK", "200ms",
          "GRIOT_LOOK_AT_HOSTS", "500ms",
          "GRIOT_LEASE_DURATION", "6s",
          "GRIOT_LEASE_RENEWAL", "2s",
          "GRIOT_WEBHOOKS_TO_LOOPBACK", "true");

  private final StormOptions options;
  private final Random random;
  private final Consumer<String> out;
  private final Path folder;
  private final LocalStack stack;
  private final ApiClient api;
  private final StormReceiver receiver;
  private final Phone shop;
  private final List<Phone> people = new ArrayList<>();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private HostProcess host;
  private int hosts;

  /** Exits with 1 when a check failed, with 2 when the options are wrong. */
  public static void main(String[] arguments) throws IOException {
    StormOptions options;
    try {
      options = StormOptions.parse(arguments, new Random().nextInt(Integer.MAX_VALUE));
    } catch (IllegalArgumentException e) {
      System.err.println("✗ " + e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = Files.createTempDirectory("griot-storm");
    List<String> problems;
    Consumer<String> out = System.out::println;
    try (Storm storm = new Storm(options, folder, out)) {
      problems = storm.run();
    }
    problems.forEach(problem -> System.out.println("✗ " + problem));
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  Storm(StormOptions options, Path folder, Consumer<String> out) throws IOException {
    this.options = options;
    this.random = new Random(options.seed());
    this.out = out;
    this.folder = folder;
    this.stack = LocalStack.start(LocalStackConfig.in(folder).withSettings(QUICK));
    this.api = new ApiClient(stack.apiAddress(), stack.mintKey(CUSTOMER, Environment.TEST));
    this.receiver = new StormReceiver();
    this.shop = Phone.create(stack.sandboxAddress(), SHOP, "Storm");
    for (int i = 0; i < options.chats(); i++) {
      String number = Long.toString(FIRST_PERSON + i);
      people.add(Phone.create(stack.sandboxAddress(), number, "Storm " + i));
    }
    this.host = startHost();
  }

  /**
   * Writes messages, kills hosts and waits.
   *
   * @return the problems at the end
   */
  List<String> run() {
    out.accept("seed %d: %s".formatted(options.seed(), options));
    String secret = link();
    List<HostThread> threads = List.of(part("kills", this::kill), part("troubles", this::trouble));
    Set<String> texts = write();
    threads.forEach(Storm::join);
    receiver.be(StormReceiver.Mood.FINE);
    out.accept("all %d are written; waiting for the rest".formatted(texts.size()));
    boolean _ = Pause.until(rest(), POLL, () -> hasAll(texts) || !failures.isEmpty());
    List<StormReceiver.Delivery> taken = receiver.taken();
    out.accept("%d deliveries, %d hosts".formatted(taken.size(), hosts));
    List<String> problems = new ArrayList<>(failures);
    problems.addAll(StormCheck.problems(taken, secret, texts));
    problems.addAll(logProblems(texts));
    return problems;
  }

  /** A storm without one of its parts would prove nothing. */
  private HostThread part(String name, HostThread.Body body) {
    Consumer<Throwable> onFailure = failure -> failures.add(name + " failed: " + failure);
    return HostThread.platform(name, body, onFailure).start();
  }

  private boolean hasAll(Set<String> texts) {
    return StormCheck.texts(receiver.taken()).containsAll(texts);
  }

  /** The longest wait for the rest: as long as an event may wait for its receiver. */
  private Duration rest() {
    return options.recovers() ? REST : LOST;
  }

  private HostProcess startHost() throws IOException {
    hosts++;
    Map<String, String> settings = new HashMap<>(stack.hostSettings());
    settings.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    settings.put("GRIOT_EVENT_RECOVERY", Boolean.toString(options.recovers()));
    return new HostProcess(
        settings, folder.resolve("storm-host"), folder.resolve("host-%d.log".formatted(hosts)));
  }

  private String link() {
    Answer started = api.get("/session/start/" + SESSION);
    if (!started.success()) {
      throw new IllegalStateException("no session: " + started.text());
    }
    await("a QR code", () -> api.get("/session/qr/" + SESSION).success());
    shop.scan(api.get("/session/qr/" + SESSION).body().path("qr").asText());
    await("a connection", () -> api.get("/session/status/" + SESSION).success());
    ObjectNode webhook = Json.MAPPER.createObjectNode().put("url", receiver.url());
    webhook.putArray("events").add("message");
    Answer set = api.send("PUT", "/webhook", webhook.toString(), Map.of());
    return set.body().at("/webhook/secret").asText();
  }

  private static void await(String what, BooleanSupplier condition) {
    if (!Pause.until(START, POLL, condition)) {
      throw new IllegalStateException("not " + what + " within " + START);
    }
  }

  private Set<String> write() {
    Set<String> texts = new HashSet<>();
    Random pauses = new Random(options.seed() + 1);
    for (int i = 0; i < options.messages(); i++) {
      awaitKills(i);
      int chat = i % options.chats();
      String text = StormCheck.text(chat, i / options.chats());
      people.get(chat).write(shop.id(), text);
      texts.add(text);
      written.incrementAndGet();
      Pause.of(Duration.ofMillis(pauses.nextInt(100)));
    }
    return texts;
  }

  /** Waits for the kills that belong to the messages written so far: each host gets a share. */
  private void awaitKills(int message) {
    boolean _ =
        Pause.until(
            REST,
            POLL,
            () ->
                (long) message * options.kills() <= (killed.get() + 1L) * options.messages()
                    || !failures.isEmpty());
  }

  /**
   * Kills the host at random moments, each after a given share of the messages, so that none comes
   * after the last message.
   */
  private void kill() throws IOException {
    for (int i = 0; i < options.kills(); i++) {
      double share = (i + random.nextDouble()) / options.kills();
      awaitWritten(share);
      host.kill();
      out.accept("killed host %d after %d messages".formatted(hosts, written.get()));
      host = startHost();
      // Wait until the host is connected: one that is killed while it starts has received nothing.
      await("a connection", () -> api.get("/session/status/" + SESSION).success());
      killed.incrementAndGet();
    }
  }

  private void trouble() {
    Random moods = new Random(options.seed() + 2);
    StormReceiver.Mood[] all = StormReceiver.Mood.values();
    for (int i = 0; i < options.troubles(); i++) {
      awaitWritten((i + moods.nextDouble()) / options.troubles());
      receiver.be(all[1 + moods.nextInt(all.length - 1)]);
      Pause.of(Duration.ofMillis(500 + moods.nextInt(2_500)));
      receiver.be(StormReceiver.Mood.FINE);
    }
  }

  private void awaitWritten(double share) {
    boolean _ = Pause.until(REST, POLL, () -> written.get() >= share * options.messages());
  }

  /**
   * The problems of the log: it must contain every message, in order in each chat, readable from
   * the beginning.
   */
  private List<String> logProblems(Set<String> texts) {
    Set<String> found = new HashSet<>();
    String cursor = "";
    while (true) {
      String after = cursor.isEmpty() ? "" : "&after=" + cursor;
      JsonNode page = api.get("/events?types=message" + after).body();
      String next = page.path("cursor").asText();
      page.path("events").forEach(event -> found.add(event.at("/data/message/body").asText()));
      if (page.path("events").isEmpty() && next.equals(cursor)) {
        break;
      }
      cursor = next;
    }
    Set<String> missing = new HashSet<>(texts);
    missing.removeAll(found);
    return missing.isEmpty()
        ? List.of()
        : List.of("%d are not in the log: %s".formatted(missing.size(), missing));
  }

  private static void join(HostThread thread) {
    try {
      if (!thread.join(REST)) {
        throw new IllegalStateException("a part of the storm does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    host.close();
    people.forEach(Phone::close);
    shop.close();
    receiver.close();
    api.close();
    stack.close();
  }
}
