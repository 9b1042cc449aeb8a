package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A short run with a fixed seed. It does not depend on speed: waits have minutes, and the bounds
 * allow a slow machine.
 */
class ChaosIT {
  private static final Watch.Bounds SLOW_MACHINE =
      new Watch.Bounds(Duration.ofSeconds(20), Duration.ofSeconds(90), Duration.ofSeconds(30));

  /** {@code CrashPointsIT} tests the API's death after each step. */
  private static final String OPTIONS =
      "--once --seed 12 --sessions 2 --hosts 2 --rate 3"
          + " --faults host,browser,whatsapp,dynamodb,sqs,s3,api-killed,disk,clock";

  private static final Path FOLDER = Path.of("target", "chaos");

  @Test
  void keepsItsPromisesWhileEverythingFailsOnce() throws Exception {
    Folders.delete(FOLDER);
    Path log = Files.createDirectories(FOLDER).resolveSibling("chaos.log");
    try (PrintStream out = new PrintStream(Files.newOutputStream(log), true, UTF_8)) {
      ChaosOptions options = ChaosOptions.parse(OPTIONS.split(" "), 0);
      List<Violation> violations = Chaos.run(options, SLOW_MACHINE, FOLDER, out);
      assertThat(violations).as("see " + log.toAbsolutePath()).isEmpty();
    }
  }
}
