package io.griot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files and folders in this JVM's folder for temporary files. */
final class LeftFiles implements Leftovers {
  /** Files of libraries that unpack native code once in a JVM, and remove it when the JVM ends. */
  private static final Pattern SHARED =
      Pattern.compile("hsperfdata_.*|sqlite-.*|libnetty.*|jna-.*|jansi-.*|jsii-.*|surefire.*");

  private final Path folder;
  private final Set<Path> before;

  LeftFiles(Path folder) {
    this.folder = folder;
    this.before = files();
  }

  private Set<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> find(Duration patience) {
    return files().stream()
        .filter(file -> !before.contains(file))
        .filter(file -> !SHARED.matcher(file.getFileName().toString()).matches())
        .map(file -> "file " + file)
        .sorted()
        .toList();
  }
}
