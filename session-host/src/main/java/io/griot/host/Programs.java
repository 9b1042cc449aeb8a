package io.griot.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds programs: in Debian's own place for browsers, then in the usual folders.
 *
 * @param folders the usual ones, in order
 */
record Programs(List<Path> folders) {
  /** Where Debian keeps the browsers that its scripts of the same name start. */
  private static final Path DEBIAN = Path.of("/usr/lib/chromium");

  Programs {
    folders = List.copyOf(folders);
  }

  /** A program by its path, or by its name, which is kept when there is no such program. */
  Path find(String program) {
    if (program.contains("/")) {
      return Path.of(program);
    }
    return Stream.concat(Stream.of(DEBIAN), folders.stream())
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(program));
  }
}
