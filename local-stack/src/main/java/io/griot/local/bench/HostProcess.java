package io.griot.local.bench;

import io.griot.contract.Variables;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A session host in a process of its own, with the image's flags for the JVM. */
final class HostProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 120;
  private static final String STARTED = "host.started";

  private final Process process;
  private final Path log;

  /**
   * Starts it; see {@link #isStarted}.
   *
   * @param folder for its profiles and its log
   */
  HostProcess(Map<String, String> settings, Path folder) throws IOException {
    Files.createDirectories(folder);
    log = folder.resolve("host.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:MaxRAMPercentage=12",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.griot.host.SessionHostMain"));
    builder.environment().putAll(settings);
    builder.environment().put(Variables.DATA_FOLDER, folder.toString());
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    process = builder.start();
  }

  /** Whether it takes sessions. */
  boolean isStarted() {
    try {
      return Files.readString(log).contains(STARTED);
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL for it and all its browsers, as when a machine dies. */
  void kill() {
    List<ProcessHandle> browsers = process.descendants().toList();
    process.destroyForcibly();
    browsers.forEach(ProcessHandle::destroyForcibly);
  }

  /** SIGTERM: it gives its sessions back. Returns at once. */
  void stop() {
    process.destroy();
  }

  /** Stops it, and waits for its end. */
  @Override
  public void close() {
    stop();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a session host did not end on SIGTERM");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
