package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills browsers that a killed host left behind. They have profiles open that this host is about to
 * use.
 */
public final class OrphanProcesses {
  static final String PROFILE_ARGUMENT = "--user-data-dir=";

  private OrphanProcesses() {}

  /**
   * Kills every process whose command line names a profile inside the folder. Blocks until they are
   * gone or the deadline has passed.
   *
   * @return how many there were
   */
  public static int kill(Path folder, Duration deadline) {
    String mark = PROFILE_ARGUMENT + folder.toAbsolutePath() + "/";
    List<ProcessHandle> orphans =
        ProcessHandle.allProcesses()
            .filter(process -> commandLine(process.pid()).contains(mark))
            .toList();
    orphans.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return orphans.size();
  }

  /**
   * Empty when the process has ended. Read from {@code /proc} because the JDK truncates it at the
   * size of a memory page.
   */
  private static String commandLine(long process) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc", Long.toString(process), "cmdline")), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
