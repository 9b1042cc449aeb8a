package io.griot.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how much memory and disk this host has left. Memory is bounded by the machine and, in a
 * container, by its control group (version 1 or 2): the scarcer one counts. Pages of files that the
 * kernel can drop at once count as free. Thread-safe.
 *
 * @param system the folder of {@code proc} and {@code sys}: the root folder
 * @param data a folder on the disk of the profiles
 */
record HostResources(Path system, Path data) {
  private static final int WHOLE = 100;

  /** The names of the limit, the usage and the droppable part in one version of control groups. */
  private record ControlGroup(String limit, String used, String details, String droppable) {}

  private static final List<ControlGroup> CONTROL_GROUPS =
      List.of(
          new ControlGroup(
              "sys/fs/cgroup/memory.max",
              "sys/fs/cgroup/memory.current",
              "sys/fs/cgroup/memory.stat",
              "inactive_file"),
          new ControlGroup(
              "sys/fs/cgroup/memory/memory.limit_in_bytes",
              "sys/fs/cgroup/memory/memory.usage_in_bytes",
              "sys/fs/cgroup/memory/memory.stat",
              "total_inactive_file"));

  /**
   * The percentage of the memory that is free.
   *
   * @throws IOException when the machine does not report it
   */
  long freeMemory() throws IOException {
    String machine = Files.readString(system.resolve("proc/meminfo"));
    long all = number(machine, "MemTotal:") * 1024;
    long free = percent(number(machine, "MemAvailable:") * 1024, all);
    for (ControlGroup group : CONTROL_GROUPS) {
      OptionalLong limit = limit(group);
      // Without a limit, version 1 has a number larger than any machine's memory.
      if (limit.isPresent() && limit.getAsLong() < all) {
        free = Math.min(free, percent(limit.getAsLong() - used(group), limit.getAsLong()));
      }
    }
    return free;
  }

  /** The percentage of the disk that is free for this process. */
  long freeDisk() throws IOException {
    FileStore disk = Files.getFileStore(data);
    return percent(disk.getUsableSpace(), disk.getTotalSpace());
  }

  private OptionalLong limit(ControlGroup group) throws IOException {
    Path file = system.resolve(group.limit());
    if (Files.notExists(file)) {
      return OptionalLong.empty();
    }
    String limit = Files.readString(file).strip();
    return limit.equals("max") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(limit));
  }

  private long used(ControlGroup group) throws IOException {
    long used = Long.parseLong(Files.readString(system.resolve(group.used())).strip());
    return used - number(Files.readString(system.resolve(group.details())), group.droppable());
  }

  private static long number(String lines, String name) throws IOException {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + "\\s+(\\d+)", Pattern.MULTILINE).matcher(lines);
    if (!line.find()) {
      throw new IOException("no " + name);
    }
    return Long.parseLong(line.group(1));
  }

  private static long percent(long part, long all) {
    return Math.max(0, part) * WHOLE / all;
  }
}
