package io.griot.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The memory of processes on this machine as PSS: private pages, and the process's share of each
 * shared page. Read from Linux's {@code /proc/<pid>/smaps_rollup}.
 */
public final class ProcessMemory {
  private static final double KIB_PER_MB = 1_000_000.0 / 1024;

  private ProcessMemory() {}

  /** The PSS of a process and all its descendants, in MB; 0 when it has ended. */
  public static double treeMb(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants())
            .mapToDouble(process -> pssKib(process.pid()))
            .sum()
        / KIB_PER_MB;
  }

  /** The PSS of a process without its descendants, in MB; 0 when it has ended. */
  public static double ofMb(ProcessHandle process) {
    return pssKib(process.pid()) / KIB_PER_MB;
  }

  private static long pssKib(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .map(line -> line.replaceAll("\\D+", ""))
          .mapToLong(Long::parseLong)
          .sum();
    } catch (NoSuchFileException e) {
      return 0; // it ended in between
    } catch (IOException | UncheckedIOException e) {
      if (isRunning(pid)) {
        throw new IllegalStateException("cannot read the memory of process " + pid, e);
      }
      return 0;
    }
  }

  /** Whether the process runs. A zombie does not count, because it has no memory. */
  private static boolean isRunning(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !status.substring(status.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }
}
