package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The browsers of this run's hosts as Linux's process table has them. Looks are cheap: what a
 * process is, is read once. For one thread.
 */
final class BrowserTable {
  /** A host's folder, and in it the session's generation, which begins with the session's id. */
  private static final Pattern PROFILE =
      Pattern.compile("--user-data-dir=(\\S*/hosts/(h\\d+_\\d+)/profiles/([a-z2-7]{26})-\\S*)");

  private static final Path PROC = Path.of("/proc");

  private final String folder;
  private final Map<Long, Optional<Known>> known = new HashMap<>();

  /** A table of the browsers whose profiles are below this folder. */
  BrowserTable(Path folder) {
    this.folder = folder.toAbsolutePath().toString();
  }

  private record Known(String host, String session, Path profile) {}

  /**
   * A browser's first process.
   *
   * @param folder the name of the host's folder that its profile is in
   * @param session the session's id
   * @param profile its user data
   * @param runs whether it is neither stopped nor dead
   */
  record Browser(long pid, String folder, String session, Path profile, boolean runs) {}

  /** All browsers there are now. */
  List<Browser> look() {
    List<Browser> browsers = new ArrayList<>();
    Set<Long> there = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        there.add(pid);
        known
            .computeIfAbsent(pid, it -> identify(process))
            .ifPresent(
                it -> browsers.add(new Browser(pid, it.host(), it.session(), it.profile(), runs(process))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known.keySet().retainAll(there);
    return browsers;
  }

  /** A process that is about to become a browser has its parent's command line: asked again. */
  private Optional<Known> identify(Path process) {
    try {
      String line = Files.readString(process.resolve("cmdline"), UTF_8).replace('\0', ' ');
      if (!line.contains(folder) || line.contains("--type=")) {
        return Optional.empty();
      }
      Matcher profile = PROFILE.matcher(line);
      return profile.find()
          ? Optional.of(new Known(profile.group(2), profile.group(3), Path.of(profile.group(1))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it ended meanwhile
    }
  }

  private static boolean runs(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), UTF_8);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return "TtZX".indexOf(state) < 0;
    } catch (IOException e) {
      return false;
    }
  }
}
