package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The browsers of this run's hosts, read from Linux's process table. Used by one thread.
 *
 * <p>A newly forked process has its parent's command line until it executes another program. So
 * young processes are read repeatedly, and a browser's child is not counted as a browser. Looks
 * stay cheap: an old process that is no browser is not read again.
 */
final class BrowserTable {
  /**
   * The folder of a host, and in it that of the session's generation, which begins with the
   * session's id.
   */
  private static final Pattern PROFILE =
      Pattern.compile("--user-data-dir=(\\S*/hosts/(h\\d+_\\d+)/profiles/([a-z2-7]{26})-\\S*)");

  /** The states of a process that is stopped, traced, a zombie or dead. */
  private static final String STANDING = "TtZX";

  /** The number of looks after which a process is known not to be a browser. */
  private static final int LOOKS = 10;

  private static final Path PROC = Path.of("/proc");

  private final String folder;
  private final Map<Long, Integer> strangers = new HashMap<>();

  /** A table of the browsers whose profiles are below this folder. */
  BrowserTable(Path folder) {
    this.folder = folder.toAbsolutePath().toString();
  }

  /**
   * A browser's root process.
   *
   * @param folder the name of the host's folder that contains its profile
   * @param session the session's id
   * @param profile its user data folder
   * @param runs whether it is neither stopped nor dead
   */
  record Browser(long pid, String folder, String session, Path profile, boolean runs) {}

  /** All browsers that exist now. */
  List<Browser> look() {
    Map<Long, Browser> browsers = new HashMap<>();
    Map<Long, Long> parents = new HashMap<>();
    Set<Long> there = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        there.add(pid);
        if (strangers.getOrDefault(pid, 0) < LOOKS) {
          Optional<Browser> browser = identify(pid, process, parents);
          browser.ifPresent(it -> browsers.put(pid, it));
          strangers.put(pid, browser.isPresent() ? 0 : strangers.getOrDefault(pid, 0) + 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    strangers.keySet().retainAll(there);
    return browsers.values().stream()
        .filter(browser -> !browsers.containsKey(parents.getOrDefault(browser.pid(), 0L)))
        .toList();
  }

  private Optional<Browser> identify(long pid, Path process, Map<Long, Long> parents) {
    try {
      String line = Files.readString(process.resolve("cmdline"), UTF_8).replace('\0', ' ');
      if (!line.contains(folder) || line.contains("--type=")) {
        return Optional.empty();
      }
      Matcher profile = PROFILE.matcher(line);
      if (!profile.find()) {
        return Optional.empty();
      }
      // The state and the parent follow the program's name, which is in parentheses.
      String stat = Files.readString(process.resolve("stat"), UTF_8);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
      parents.put(pid, Long.valueOf(fields[1]));
      boolean runs = !STANDING.contains(fields[0]);
      return Optional.of(
          new Browser(pid, profile.group(2), profile.group(3), Path.of(profile.group(1)), runs));
    } catch (IOException e) {
      return Optional.empty(); // it ended in between
    }
  }
}
