package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Processes in place of drivers and browsers. Each sleeps forever and leads a process group. */
final class Sleepers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Queue<Process> started = new ConcurrentLinkedQueue<>();

  /** A leader without children. */
  Process alone() throws IOException {
    return start("exec sleep 1000");
  }

  /** A leader with a child in its group. */
  Process withChild() throws IOException {
    Process leader = start("sleep 1000 & wait");
    await().atMost(PATIENCE).until(() -> leader.descendants().findAny().isPresent());
    return leader;
  }

  /**
   * The only one that is left in a group whose leader has ended; the group's id is the leader's.
   */
  ProcessHandle orphanOf(Process leader) throws IOException, InterruptedException {
    ProcessHandle child = leader.descendants().findAny().orElseThrow();
    leader.destroyForcibly().waitFor();
    return child;
  }

  private Process start(String script) throws IOException {
    Process process = new ProcessBuilder(List.of("setsid", "bash", "-c", script)).start();
    started.add(process);
    // Before it leads its own group, signals would go to the test's group.
    await().atMost(PATIENCE).until(() -> groupOf(process.pid()) == process.pid());
    return process;
  }

  /** Sends a signal to a process, or to a group for a negative number. */
  static void signal(String name, long process) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process).start();
    if (kill.waitFor() != 0) {
      throw new IOException("cannot signal " + process);
    }
  }

  /** The state letter of {@code /proc}; T means stopped. */
  static char state(long process) throws IOException {
    return stat(process)[0].charAt(0);
  }

  private static long groupOf(long process) throws IOException {
    return Long.parseLong(stat(process)[2]);
  }

  /** The fields after the name, which may contain spaces. */
  private static String[] stat(long process) throws IOException {
    String text = Files.readString(Path.of("/proc", Long.toString(process), "stat"), US_ASCII);
    return text.substring(text.lastIndexOf(')') + 2).split(" ");
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
