package io.griot.host.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a driver and its browser. They share one process group, whose id is the driver's
 * process id. Linux only.
 */
public final class ProcessGroup {
  private static final Logger log = LoggerFactory.getLogger(ProcessGroup.class);
  private static final long SIGNAL_SECONDS = 5;

  private final long id;

  ProcessGroup(long id) {
    this.id = id;
  }

  /** Stops all processes where they are. The caller must call {@link #resume} afterwards. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets the processes continue. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /**
   * Kills all processes that still run. Never throws. The group is signalled as well, because a
   * stopped browser outlives its driver and is then not its descendant.
   */
  public void kill() {
    ProcessHandle.of(id)
        .ifPresent(leader -> {
          Stream<ProcessHandle> all = Stream.concat(leader.descendants(), Stream.of(leader));
          all.toList().forEach(ProcessHandle::destroyForcibly);
        });
    try {
      signal("KILL");
    } catch (IOException e) {
      log.atDebug().addKeyValue("processGroup", id).log("process_group.gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The memory of all processes in bytes: the sum of their proportional set sizes. Processes that
   * end meanwhile count as zero.
   */
  public long memoryBytes() throws IOException {
    long kilobytes = 0;
    for (long process : members()) {
      kilobytes += proportionalSetSize(process);
    }
    return kilobytes * 1024;
  }

  private long[] members() {
    return ProcessHandle.of(id).stream()
        .flatMap(leader -> Stream.concat(Stream.of(leader), leader.descendants()))
        .mapToLong(ProcessHandle::pid)
        .toArray();
  }

  private static long proportionalSetSize(long process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", process + "", "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .sum();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (UncheckedIOException e) {
      return 0; // ESRCH: the process ended between opening and reading
    }
  }

  // Uses the shell's built-in kill: minimal images have no other, and the JDK can send TERM and
  // KILL only.
  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " -" + id).start();
    if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
      throw new IOException("kill did not end");
    }
    if (kill.exitValue() != 0) {
      throw new IOException("no process group " + id);
    }
  }
}
