package io.griot.local.bench;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.local.HostProcess;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Measures how long sessions are disconnected when their host is killed or stopped while another
 * warm host has room. The hosts are processes of their own with default settings; everything else
 * is in this process. Times are those of {@code /session/status}, exact to {@link #POLL}.
 */
final class Failover implements AutoCloseable {
  /** The number that the documented promise names. */
  static final int SESSIONS = 6;

  private static final CustomerId CUSTOMER = new CustomerId("failover");
  private static final double KILLED_SECONDS = 30;
  private static final double STOPPED_SECONDS = 10;

  /** The polling interval. Polling takes processor time from the starting browsers. */
  private static final Duration POLL = Duration.ofMillis(200);

  private final Report report;
  private final Path folder;
  private final LocalStack stack;
  private final ApiClient api;
  private int hosts;
  private HostProcess holder;
  private HostProcess spare;

  private Failover(Report report, Path folder, LocalStack stack) throws IOException {
    this.report = report;
    this.folder = folder;
    this.stack = stack;
    this.api = new ApiClient(stack.apiAddress(), stack.mintKey(CUSTOMER, Environment.TEST));
    this.holder = startHost();
    this.spare = holder;
  }

  /** Starts its own stack with one host. */
  static Failover start(Report report) throws IOException {
    Path folder = Files.createTempDirectory("griot-failover-");
    return new Failover(report, folder, LocalStack.start(LocalStackConfig.in(folder)));
  }

  /** Kills and stops hosts in turn, so many of each. */
  void measure(int rounds) throws IOException {
    report.section(
        "%d sessions move: their host is killed or stopped, another has room".formatted(SESSIONS));
    for (int i = 0; i < SESSIONS; i++) {
      link(i);
    }
    report.row("linked, with a checkpoint", "%d sessions".formatted(SESSIONS));
    spare = startHost();
    Durations killed = new Durations();
    Durations stopped = new Durations();
    for (int round = 1; round <= rounds; round++) {
      move("killed", round, rounds, HostProcess::killWithBrowsers, killed);
      move("stopped", round, rounds, HostProcess::stop, stopped);
    }
    report("a host was killed → connected", killed, KILLED_SECONDS);
    report("a host was stopped → connected", stopped, STOPPED_SECONDS);
  }

  private interface Ending {
    void end(HostProcess host);
  }

  private void move(String what, int round, int rounds, Ending ending, Durations all)
      throws IOException {
    HostProcess ends = holder;
    LocalBench.await("the other host's first browser", POLL, spare::isWarm);
    long began = System.nanoTime();
    ending.end(ends);
    Map<Integer, Duration> moved = connectedAgain(began);
    moved.values().forEach(all::add);
    report.row(
        "%s, round %d of %d".formatted(what, round, rounds),
        "first %.1f s   last %.1f s".formatted(seconds(moved, 0), seconds(moved, SESSIONS - 1)));
    ends.close();
    holder = spare;
    spare = startHost();
  }

  /** The time until each session is connected again. Answers based on its old host do not count. */
  private Map<Integer, Duration> connectedAgain(long began) {
    Set<Integer> away = new HashSet<>();
    Map<Integer, Duration> back = new TreeMap<>();
    LocalBench.await(
        "connected again",
        POLL,
        () -> {
          IntStream.range(0, SESSIONS)
              .filter(number -> !back.containsKey(number))
              .forEach(number -> {
                if (!connected(number)) {
                  away.add(number);
                } else if (away.contains(number)) {
                  back.put(number, Duration.ofNanos(System.nanoTime() - began));
                }
              });
          return back.size() == SESSIONS;
        });
    return back;
  }

  private static double seconds(Map<Integer, Duration> moved, int rank) {
    return moved.values().stream().sorted().skip(rank).findFirst().orElseThrow().toNanos() / 1e9;
  }

  private void report(String what, Durations durations, double aimSeconds) {
    report.row(what, "p50 %.1f s".formatted(durations.percentileMillis(0.50) / 1000));
    double p95 = durations.percentileMillis(0.95) / 1000;
    report.row("  p95", p95, "s", "≤ %.0f".formatted(aimSeconds), p95 <= aimSeconds);
  }

  private HostProcess startHost() throws IOException {
    HostProcess host =
        new HostProcess(stack.hostSettings(), folder.resolve("host-" + hosts++).toAbsolutePath());
    LocalBench.await("a host", POLL, host::isStarted);
    return host;
  }

  private void link(int number) {
    api.get("/session/start/" + session(number));
    String path = "/session/qr/" + session(number);
    LocalBench.await("a QR code", POLL, () -> api.get(path).success());
    try (Phone phone =
        Phone.create(
            stack.sandboxAddress(),
            "%d".formatted(237_691_500_000L + number),
            "Failover " + number)) {
      phone.scan(api.get(path).body().path("qr").asText());
    }
    LocalBench.await("connected", POLL, () -> connected(number));
    LocalBench.await("a checkpoint", POLL, () -> hasCheckpoint(number));
  }

  private boolean connected(int number) {
    return api.get("/session/status/" + session(number)).success();
  }

  private boolean hasCheckpoint(int number) {
    SessionId id = SessionId.of(CUSTOMER, new SessionName(session(number)));
    return stack.aws().session(id).containsKey(SessionItem.CHECKPOINT);
  }

  private static String session(int number) {
    return "moves-" + number;
  }

  @Override
  public void close() throws IOException {
    holder.close();
    spare.close();
    api.close();
    stack.close();
    LocalBench.delete(folder);
  }
}
