package io.griot.local.bench;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measurements that need a server of our own: starts, restores and memory, on a stack started for
 * them.
 */
final class LocalBench implements AutoCloseable {
  private static final int CHATS = 64;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** The size of an account used for years, and the number of list requests. */
  private static final int MANY_CHATS = 1000;

  private static final int MANY_CONTACTS = 10_000;
  private static final int LISTS = 10;
  private static final int EVENTS = 200;
  private static final int FLOOD = 1_000;
  private static final int TEN = 10;
  private static final int FIRST_OF_TEN = 100;
  private static final long FIRST_WRITER = 237_694_500_000L;
  private static final Duration POLL = Duration.ofMillis(20);

  private final BenchOptions options;
  private final Report report;
  private final Path folder;
  private final LocalStack stack;
  private final String key;
  private final ApiClient api;
  private final List<Phone> phones = new ArrayList<>();

  private LocalBench(BenchOptions options, Report report, Path folder, LocalStack stack) {
    this.options = options;
    this.report = report;
    this.folder = folder;
    this.stack = stack;
    this.key = stack.mintKey(new CustomerId("bench"), Environment.TEST);
    this.api = new ApiClient(stack.apiAddress(), key);
  }

  static LocalBench start(BenchOptions options, Report report)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("griot-bench-");
    int fillers = options.realWeight() ? BenchOptions.REAL_FILLERS : 0;
    LocalStackConfig config =
        LocalStackConfig.in(folder)
            .withSettings(Map.of("GRIOT_WEBHOOKS_TO_LOOPBACK", "true"))
            .withSandbox(SandboxConfig.in(folder.resolve("sandbox")).withFillers(fillers));
    LocalBench bench = new LocalBench(options, report, folder, LocalStack.start(config));
    bench.stack.startHost();
    return bench;
  }

  /** Starts the first session and measures the time to its QR code. */
  void startToQr() {
    report.section("a session");
    Phone phone = phone(0);
    long began = System.nanoTime();
    String qr = startSession(0);
    report.row("start → QR", seconds(began));
    long scanned = System.nanoTime();
    phone.scan(qr);
    await("connected", () -> connected(0));
    report.row("scan → connected", seconds(scanned));
    phone.seed(CHATS, 1, 0);
  }

  /** Requests to the first session, over all seeded chats. */
  Traffic traffic() {
    return new Traffic(api, session(0), people());
  }

  private List<String> people() {
    return phones.getFirst().chats().stream()
        .filter(chat -> !chat.path("isGroup").asBoolean())
        .map(chat -> chat.path("id").asText())
        .limit(CHATS)
        .toList();
  }

  /** Measures events of the first session. */
  void events() throws IOException {
    try (EventTimes times = new EventTimes(stack.aws(), api);
        Phone writer = writer(0)) {
      times.oneByOne(report, writer, phones.getFirst(), EVENTS);
      times.flood(report, List.of(writer), List.of(phones.getFirst()), FLOOD);
    }
  }

  /**
   * Measures events of ten sessions at once. Missing sessions are started, and terminated
   * afterwards.
   *
   * @param there the number of running sessions
   */
  void eventsOfTen(int there) throws IOException {
    List<Phone> all = new ArrayList<>(phones.subList(0, Math.min(TEN, there)));
    int lacking = TEN - all.size();
    List<Integer> more = IntStream.range(FIRST_OF_TEN, FIRST_OF_TEN + lacking).boxed().toList();
    for (int number : more) {
      Phone phone = phone(number);
      phone.scan(startSession(number));
      await("connected", () -> connected(number));
      all.add(phone);
    }
    List<Phone> writers = IntStream.rangeClosed(1, TEN).mapToObj(this::writer).toList();
    try (EventTimes times = new EventTimes(stack.aws(), api)) {
      times.flood(report, writers, all, FLOOD);
    } finally {
      writers.forEach(Phone::close);
    }
    more.forEach(number -> api.get("/session/terminate/" + session(number)));
    await("terminated", () -> BrowserProcesses.withProfileUnder(folder).size() == there);
  }

  private Phone writer(int number) {
    return Phone.create(
        stack.sandboxAddress(), Long.toString(FIRST_WRITER + number), "Writer " + number);
  }

  /** Sends files through the first session. */
  void media() throws IOException, InterruptedException {
    new MediaSends(api, session(0), people().getFirst()).run(report);
  }

  /** Starts the other sessions, then stops and starts the host, and measures the restore. */
  void restore() throws IOException, InterruptedException {
    for (int i = 1; i < options.sessions(); i++) {
      Phone phone = phone(i);
      phone.scan(startSession(i));
      int number = i;
      await("connected", () -> connected(number));
    }
    report.section("%d sessions back after the host's restart".formatted(options.sessions()));
    long stopping = System.nanoTime();
    stack.stopHost();
    report.row("host stopped, checkpoints taken", seconds(stopping));
    await("seen as gone", () -> IntStream.range(0, options.sessions()).noneMatch(this::connected));
    long began = System.nanoTime();
    stack.startHost();
    await("restored", () -> IntStream.range(0, options.sessions()).allMatch(this::connected));
    report.row("all connected again", seconds(began));
  }

  /** Measures the memory of the browsers and of this JVM, with all sessions and with none. */
  void memory() throws IOException {
    report.section("memory, %d idle sessions".formatted(options.sessions()));
    List<ProcessHandle> browsers = BrowserProcesses.withProfileUnder(folder);
    if (browsers.size() != options.sessions()) {
      throw new IllegalStateException(browsers.size() + " browsers for so many sessions");
    }
    double each = browsers.stream().mapToDouble(ProcessMemory::treeMb).sum() / options.sessions();
    report.row("browser, per session (PSS)", "%.0f MB".formatted(each));
    double full = usedHeapMb();
    for (int i = 1; i < options.sessions(); i++) {
      api.get("/session/terminate/" + session(i));
    }
    await("terminated", () -> BrowserProcesses.withProfileUnder(folder).size() == 1);
    double alone = ProcessMemory.treeMb(BrowserProcesses.withProfileUnder(folder).getFirst());
    report.row("browser, the only session (PSS)", "%.0f MB".formatted(alone));
    double perSession = (full - usedHeapMb()) / Math.max(1, options.sessions() - 1);
    report.row(
        "host's heap, per session", perSession, "MB", "≤ 15 above its base", perSession <= 15);
    if (options.realWeight()) {
      compareWithPlain(alone);
    }
  }

  /** Measures a page with and without the measures that keep its memory low. */
  void light() throws IOException {
    Phone phone = phone(0);
    LightPage.fill(phone, phone(1));
    try (PlainSession plain = plainSession()) {
      phone.scan(plain.qr());
      plain.awaitMain();
      new LightPage(plain, report).measure();
    }
  }

  private PlainSession plainSession() throws IOException {
    return new PlainSession(
        Path.of("/usr/bin/chromium"),
        Path.of("/usr/bin/chromedriver"),
        stack.sandboxAddress(),
        waJs());
  }

  private void compareWithPlain(double ours) throws IOException {
    Phone phone = phone(options.sessions());
    try (PlainSession plain = plainSession()) {
      phone.scan(plain.qr());
      plain.awaitMain();
      double theirs = plain.memoryMb();
      report.row("plain --headless=new with wa-js", "%.0f MB".formatted(theirs));
      double ratio = ours / theirs;
      report.row("ours : plain", ratio, "", "≤ 0.6", ratio <= 0.6);
    }
  }

  /** The published wa-js. The bridge's script contains it between two markers. */
  private static String waJs() throws IOException {
    try (InputStream in = LocalBench.class.getResourceAsStream("/io/griot/host/bridge.js")) {
      String bridge =
          new String(
              Objects.requireNonNull(in, "the bridge is not packaged").readAllBytes(),
              StandardCharsets.UTF_8);
      String begin = "/* wa-js begin */";
      return bridge.substring(
          bridge.indexOf(begin) + begin.length(), bridge.indexOf("/* wa-js end */"));
    }
  }

  private Phone phone(int number) {
    Phone phone =
        Phone.create(
            stack.sandboxAddress(), "%d".formatted(237_692_000_000L + number), "Bench " + number);
    phones.add(phone);
    return phone;
  }

  private static String session(int number) {
    return "bench-" + number;
  }

  /** Starts a session and returns its QR code. */
  private String startSession(int number) {
    api.get("/session/start/" + session(number));
    String path = "/session/qr/" + session(number);
    await("a QR code", () -> api.get(path).success());
    return api.get(path).body().path("qr").asText();
  }

  private boolean connected(int number) {
    Answer answer = api.get("/session/status/" + session(number));
    return answer.success();
  }

  private static void await(String what, BooleanSupplier condition) {
    await(what, POLL, condition);
  }

  /**
   * Polls a condition.
   *
   * @throws IllegalStateException when it is not true within {@link #DEADLINE}
   */
  static void await(String what, Duration poll, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not " + what + " within " + DEADLINE);
      }
      LockSupport.parkNanos(poll.toNanos());
    }
  }

  private static String seconds(long sinceNanos) {
    return "%.2f s".formatted((System.nanoTime() - sinceNanos) / 1e9);
  }

  /** The heap in use after collections free nothing more. */
  private static double usedHeapMb() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    long now;
    while ((now = usedAfterCollection(runtime)) < used) {
      used = now;
    }
    return used / 1e6;
  }

  private static long usedAfterCollection(Runtime runtime) {
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Requests all chats and contacts of a large account, whole and in pages. */
  void longLists() {
    int number = options.sessions() + 1;
    Phone phone = phone(number);
    phone.seed(MANY_CHATS, 1, MANY_CONTACTS);
    phone.scan(startSession(number));
    await("connected", () -> connected(number));
    report.section("%d chats, %d contacts".formatted(MANY_CHATS, MANY_CONTACTS));
    Traffic lists = new Traffic(api, session(number), List.of());
    for (String list : List.of("getChats", "getContacts")) {
      for (String query : List.of("", "?limit=50")) {
        Traffic.Times times = lists.get("/client/%s/".formatted(list), query, LISTS);
        report.row("client/" + list + query, times.total().summary());
        report.row("  WhatsApp's page", times.page().summary());
      }
    }
    growth(lists);
  }

  /** Measures the browser's growth by requests of whole lists. */
  private void growth(Traffic lists) {
    double before = browsersMb();
    lists.get("/client/getContacts/", "", 2 * LISTS);
    report.row(
        "browser's growth over %d whole lists of contacts (PSS)".formatted(2 * LISTS),
        "%.0f MB".formatted(browsersMb() - before));
  }

  private double browsersMb() {
    return BrowserProcesses.withProfileUnder(folder).stream()
        .mapToDouble(ProcessMemory::treeMb)
        .sum();
  }

  /** Measures the Lambda's size and cold start, against this stack's tables. */
  void lambda() throws IOException, InterruptedException {
    new LambdaCost(stack.functionSettings(), key).measure(report);
  }

  @Override
  public void close() throws IOException {
    phones.forEach(Phone::close);
    api.close();
    stack.close();
    delete(folder);
  }

  /** Deletes a folder with its contents. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
