package io.griot.local.image;

import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.SharedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A session host in its image's root file system, started by {@code session-host/image/enter}. */
final class ContainedHost implements AutoCloseable {
  private static final Duration STOP = Duration.ofMinutes(2);
  private static final String DATA = "/data/host";

  private final Process process;

  private ContainedHost(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param settings the settings of a host of the local stack; the image sets the data folder
   */
  static ContainedHost start(Path image, Path root, Map<String, String> settings, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(image.resolve("enter").toString(), root.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment =
        new ProcessEnvironment()
            .putAll(settings)
            .put(SharedSettings.DATA_FOLDER, Path.of(DATA))
            .put(
                SharedSettings.CHROMIUM_ARGUMENTS,
                List.of("--no-sandbox", "--disable-dev-shm-usage"))
            .variables();
    builder.environment().putAll(environment);
    return new ContainedHost(builder.start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The kernel's status of the host's process. */
  String status() throws IOException {
    return Files.readString(proc("/app/runtime/bin/java").resolve("status"));
  }

  /** Whether its root file system is writable. */
  boolean rootIsWritable() throws IOException {
    try (Stream<String> mounts = Files.lines(proc("/app/runtime/bin/java").resolve("mounts"))) {
      return mounts
          .map(line -> line.split(" ", -1))
          .filter(mount -> mount[1].equals("/"))
          .anyMatch(mount -> !mount[3].startsWith("ro"));
    }
  }

  /** Runs the image's health check. */
  boolean healthy() throws IOException, InterruptedException {
    Path root = proc("/app/runtime/bin/java").resolve("root");
    ProcessBuilder check = new ProcessBuilder(root.resolve("app/healthy").toString());
    check.environment().put(SharedSettings.DATA_FOLDER.key(), root + DATA);
    check.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return check.start().waitFor() == 0;
  }

  /** Sends SIGTERM to process 1, as ECS does, and waits as long as ECS does. */
  boolean stop() throws InterruptedException {
    if (!find("tini").destroy()) {
      throw new IllegalStateException("tini takes no signal");
    }
    return process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
  }

  private Path proc(String command) {
    return Path.of("/proc", Long.toString(find(command).pid()));
  }

  private ProcessHandle find(String command) {
    return process
        .descendants()
        .filter(handle -> handle.info().command().orElse("").endsWith(command))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no process " + command));
  }

  /** Kills whatever is left of it. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
