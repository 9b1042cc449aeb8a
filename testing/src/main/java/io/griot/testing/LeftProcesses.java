package io.griot.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Browsers, drivers and hosts that still run. A process whose parent was killed has another parent;
 * it is recognised by this JVM's folder in its command line.
 */
final class LeftProcesses implements Leftovers {
  private static final int SHOWN_CHARACTERS = 200;

  /** CDK's own process, which serves a JVM until its end. */
  private static final String SHARED = "jsii-java-runtime";

  private final Optional<String> folder;
  private final Set<ProcessHandle> before;

  LeftProcesses(Optional<Path> folder) {
    this.folder = folder.map(path -> path + "/");
    this.before = new HashSet<>(processes().toList());
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(
            ProcessHandle.current().descendants(),
            ProcessHandle.allProcesses().filter(this::isInFolder))
        .filter(process -> !process.equals(ProcessHandle.current()))
        .filter(process -> !process.info().commandLine().orElse("").contains(SHARED))
        .distinct();
  }

  private boolean isInFolder(ProcessHandle process) {
    Optional<String> line = process.info().commandLine();
    return folder.isPresent() && line.filter(it -> it.contains(folder.get())).isPresent();
  }

  @Override
  public List<String> find(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<ProcessHandle> left =
        processes()
            .filter(process -> !before.contains(process))
            .filter(process -> !ends(process, end))
            .toList();
    List<String> described = left.stream().map(LeftProcesses::describe).sorted().toList();
    left.forEach(ProcessHandle::destroyForcibly);
    return described;
  }

  private static boolean ends(ProcessHandle process, long end) {
    try {
      var _ = process.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static String describe(ProcessHandle process) {
    String line = process.info().commandLine().orElse("that nobody can read");
    return "process " + line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
  }
}
