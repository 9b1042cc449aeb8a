package io.griot.local.bench;

import io.griot.local.client.ApiClient;
import java.io.IOException;
import java.util.List;

/** {@code ./griot bench}: measures and prints. It judges only the aims that it names. */
public final class Bench {
  private static final int WARM_UP = 30;
  private static final int WAKES = 20;

  private final BenchOptions options;
  private final Report report;

  private Bench(BenchOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  /** Runs the measurements. Exits with 2 when the options are wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("✗ " + e.getMessage() + "; ./griot bench --help lists the options");
      System.exit(2);
      return;
    }
    new Bench(options, new Report(System.out)).run();
    System.exit(0); // the embedded services leave threads running
  }

  private void run() throws IOException, InterruptedException {
    if (options.remote().isPresent()) {
      BenchOptions.Remote remote = options.remote().get();
      try (ApiClient api = new ApiClient(remote.url(), remote.key())) {
        traffic(new Traffic(api, remote.session(), remote.chats()));
      }
      return;
    }
    if (options.only().equals("light")) {
      try (LocalBench local = LocalBench.start(options, report)) {
        local.light();
      }
      return;
    }
    if (options.only().equals("events")) {
      try (LocalBench local = LocalBench.start(options, report)) {
        local.startToQr();
        local.events();
        local.eventsOfTen(1);
      }
      return;
    }
    if (options.only().isEmpty() || options.only().equals("parked")) {
      try (ParkedWakes parked = ParkedWakes.start(options, report)) {
        parked.measure(WAKES);
      }
    }
    if (options.only().equals("parked")) {
      return;
    }
    if (options.only().isEmpty()) {
      try (LocalBench local = LocalBench.start(options, report)) {
        local.startToQr();
        traffic(local.traffic());
        local.events();
        local.media();
        local.restore();
        local.eventsOfTen(options.sessions());
        local.memory();
        local.longLists();
        local.lambda();
      }
    }
    try (Failover failover = Failover.start(report)) {
      failover.measure(options.failovers());
    }
  }

  private void traffic(Traffic traffic) {
    traffic.send(WARM_UP, 1);
    report.section("client/sendMessage, one after another");
    Traffic.Times single = traffic.send(options.sends(), 1);
    report.row("as the client sees it", single.total().summary());
    report.row("WhatsApp's page", single.page().summary());
    report.row("our own overhead", single.own().summary());
    double p50 = single.own().percentileMillis(0.50);
    double p95 = single.own().percentileMillis(0.95);
    report.row("  p50", p50, "ms", "≤ 30", p50 <= 30);
    report.row("  p95", p95, "ms", "≤ 60", p95 <= 60);
    for (int inFlight : List.of(8, 32)) {
      report.section("client/sendMessage, %d in flight".formatted(inFlight));
      Traffic.Times many = traffic.send(options.sends(), inFlight);
      report.row("as the client sees it", many.total().summary());
      report.row("WhatsApp's page", many.page().summary());
      double rate = many.perSecond();
      if (inFlight == 32) {
        report.row("rate", rate, "sends/s", "≥ 50", rate >= 50);
      } else {
        report.row("rate", "%.1f sends/s".formatted(rate));
      }
    }
    report.section("client/sendMessage, 8 in flight to one chat");
    Traffic.Times one = traffic.toOneChat().send(options.sends(), 8);
    report.row("as the client sees it", one.total().summary());
    report.row("rate", "%.1f sends/s".formatted(one.perSecond()));
    report.section("session/status");
    Traffic.Times status = traffic.get("/session/status/", "", options.sends());
    report.row("as the client sees it", status.total().summary());
  }
}
