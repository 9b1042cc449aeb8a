package io.griot.local;

import io.griot.contract.settings.SharedSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A session host in its own process, with the image's JVM flags. It can be killed as in the death
 * of a machine. Thread-safe.
 */
public final class HostProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 120;
  private static final String STARTED = "host.started";
  private static final String WARM = "host.warm";

  private final Process process;
  private final Path folder;
  private final Path log;

  /**
   * Starts it; see {@link #isStarted}.
   *
   * @param folder the folder for its profiles and its log {@code host.log}
   */
  public HostProcess(Map<String, String> settings, Path folder) throws IOException {
    this(settings, folder, folder.resolve("host.log"));
  }

  /** Starts it with another log file. An existing log is replaced. */
  public HostProcess(Map<String, String> settings, Path folder, Path log) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:MaxRAMPercentage=12",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.griot.host.SessionHostMain"));
    builder.environment().putAll(settings);
    builder.environment().put(SharedSettings.DATA_FOLDER.key(), this.folder.toString());
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    process = builder.start();
  }

  /** Whether it takes sessions. */
  public boolean isStarted() {
    return hasLogged(STARTED);
  }

  /** Whether it has started its warm-up browser, which it does while it has no session. */
  public boolean isWarm() {
    return hasLogged(WARM);
  }

  private boolean hasLogged(String event) {
    try {
      return Files.readString(log).contains(event);
    } catch (IOException e) {
      return false;
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit status; empty while it runs. */
  public OptionalInt exit() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Its process and all descendants: watchdog, drivers and browsers. */
  public List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** The folder of its profiles. */
  public Path folder() {
    return folder;
  }

  /** Kills it with SIGKILL and waits for its end. The watchdog then kills its browsers. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_SECONDS);
  }

  /** Kills it and all its browsers with SIGKILL, as in the death of a machine. Returns at once. */
  public void killWithBrowsers() {
    List<ProcessHandle> browsers = process.descendants().toList();
    process.destroyForcibly();
    browsers.forEach(ProcessHandle::destroyForcibly);
  }

  /** Sends SIGTERM: the host gives its sessions back. Returns at once. */
  public void stop() {
    process.destroy();
  }

  /**
   * Waits for its end. An interrupt ends the wait.
   *
   * @return whether it ended
   */
  public boolean awaitEnd(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Its drivers and browsers: all other processes with its folder in their command line. */
  public List<ProcessHandle> browsers() {
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != process.pid())
        .filter(handle -> handle.info().commandLine().orElse("").contains(folder.toString()))
        .toList();
  }

  /** Stops it, and waits for its end. */
  @Override
  public void close() {
    stop();
    try {
      if (!awaitEnd(STOP_SECONDS)) {
        throw new IllegalStateException("a session host did not end on SIGTERM");
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
