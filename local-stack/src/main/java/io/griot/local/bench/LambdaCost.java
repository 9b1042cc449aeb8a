package io.griot.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the deployed Lambda: its jar's size, and the time until a cold JVM answers. */
final class LambdaCost {
  private static final Path JAR = Path.of("functions", "target", "api-lambda.jar");

  /** The jar with {@link ColdStart}. An AOT cache supports no folders. */
  private static final Path STARTER =
      Path.of("local-stack", "target", "griot-local-stack-0.1.0-SNAPSHOT.jar");

  private static final int STARTS = 5;
  private static final long DEADLINE_SECONDS = 60;

  private final Map<String, String> settings;
  private final String key;

  /**
   * A Lambda with this environment.
   *
   * @param key a valid API key
   */
  LambdaCost(Map<String, String> settings, String key) {
    this.settings = Map.copyOf(settings);
    this.key = key;
  }

  void measure(Report report) throws IOException, InterruptedException {
    report.section("the API's Lambda");
    double size = Files.size(JAR) / 1e6;
    report.row("jar", size, "MB", "≤ 15", size <= 15);
    double plain = medianMillis(List.of());
    report.row("cold JVM → first answer", plain, "ms", "≤ 1000", plain <= 1000);
    report.row(
        "  with Lambda's flags (C1 only)",
        "%.0f ms".formatted(medianMillis(List.of("-XX:TieredStopAtLevel=1"))));
    Path cache = Files.createTempFile("griot-lambda-", ".aot");
    try {
      start(List.of("-XX:AOTCacheOutput=" + cache));
      report.row(
          "  with an AOT cache (JEP 483)",
          "%.0f ms".formatted(medianMillis(List.of("-XX:AOTCache=" + cache))));
    } finally {
      Files.deleteIfExists(cache);
    }
  }

  private double medianMillis(List<String> options) throws IOException, InterruptedException {
    Durations starts = new Durations();
    for (int i = 0; i < STARTS; i++) {
      starts.add(start(options));
    }
    return starts.percentileMillis(0.5);
  }

  /** The time from the JVM's start to its first answer. */
  private Duration start(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The JVM's own warnings would precede the answer.
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xlog:disable"));
    command.addAll(options);
    command.addAll(List.of("-cp", JAR + ":" + STARTER, ColdStart.class.getName(), key));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(settings);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long began = System.nanoTime();
    Process process = builder.start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      String answer = output.readLine();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (answer == null || !answer.contains("session_not_found")) {
        throw new IllegalStateException("a cold Lambda did not answer as it should: " + answer);
      }
      return took;
    } finally {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
