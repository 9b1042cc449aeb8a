package io.griot.local.chaos;

import io.griot.local.chaos.ChaosReport.Totals;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./griot chaos}: injects every kind of failure, and reports whether a promise broke. */
public final class Chaos {
  private static final Logger log = LoggerFactory.getLogger(Chaos.class);

  private static final int LARGEST_SEED = 1_000_000;
  private static final int PREVIEW = 30;

  /**
   * The watchdog checks the clock once a second. A page's proof of life is valid for 45 s, and is
   * as old as the browser's last look at the page.
   */
  private static final Watch.Bounds BOUNDS =
      new Watch.Bounds(Duration.ofSeconds(2), Duration.ofSeconds(55), Duration.ofSeconds(5));

  private Chaos() {}

  /** Exits with 0 when all promises held, 1 when one broke, 2 when the options are wrong. */
  public static void main(String[] arguments) throws IOException {
    ChaosOptions options;
    try {
      options = ChaosOptions.parse(arguments, new SecureRandom().nextInt(LARGEST_SEED));
    } catch (IllegalArgumentException e) {
      System.err.println("✗ " + e.getMessage() + "; ./griot chaos --help lists the options");
      System.exit(2);
      return;
    }
    Path folder = Files.createTempDirectory("griot-chaos-");
    int status = 1;
    try {
      status = run(options, BOUNDS, folder, System.out).isEmpty() ? 0 : 1;
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("run.broke_off");
    }
    System.exit(status); // the embedded services leave threads running
  }

  /**
   * Runs once in a folder, which is deleted unless a promise broke.
   *
   * @return the broken promises
   */
  static List<Violation> run(
      ChaosOptions options, Watch.Bounds bounds, Path folder, PrintStream out) throws IOException {
    out.printf("seed %d, %s%n", options.seed(), folder);
    FaultSchedule preview = options.schedule();
    int shown = options.once() ? options.classes().size() : PREVIEW;
    for (int i = 0; i < shown; i++) {
      out.println(preview.next().line());
    }
    Timeline timeline = new Timeline(out);
    try (ChaosStack stack = new ChaosStack(options, folder, timeline)) {
      stack.link(timeline);
      try (ChaosRun run = new ChaosRun(options, stack, bounds, folder, timeline)) {
        Totals totals = run.run();
        run.end();
        ChaosReport report =
            new ChaosReport(options, totals, run.recovery().times(), timeline.violations());
        report.print(out);
        if (options.report().isPresent()) {
          report.write(options.report().get());
        }
      }
    }
    if (timeline.violations().isEmpty()) {
      Folders.delete(folder);
    } else {
      out.println("logs of the hosts: " + folder.resolve("logs"));
    }
    return timeline.violations();
  }
}
