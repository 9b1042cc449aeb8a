package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A session host in a process of its own, which can be killed as a machine dies. */
final class HostProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 120;

  private final Process process;
  private final Path profiles;

  HostProcess(Map<String, String> settings, Path folder) throws IOException {
    Files.createDirectories(folder);
    profiles = folder.toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.griot.host.SessionHostMain"));
    builder.environment().putAll(settings);
    builder.environment().put("GRIOT_DATA_FOLDER", profiles.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(Path.of("target", "host-process.log").toFile()));
    process = builder.start();
  }

  /** SIGKILL: nothing of the host gets to run any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** The processes, the host's own apart, that name its folder: its drivers and browsers. */
  List<ProcessHandle> browsers() {
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != process.pid())
        .filter(handle -> handle.info().commandLine().orElse("").contains(profiles.toString()))
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the session host did not stop on SIGTERM");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
