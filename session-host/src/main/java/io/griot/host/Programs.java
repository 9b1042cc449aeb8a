package io.griot.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds programs in Debian's own folder for browsers, then in the usual folders.
 *
 * @param folders the usual folders, in order
 */
record Programs(List<Path> folders) {
  /** Debian's folder for the browsers, which its scripts of the same name start. */
  private static final Path DEBIAN = Path.of("/usr/lib/chromium");

  Programs {
    folders = List.copyOf(folders);
  }

  /** Finds a program by its path or its name; returns the name when there is no such program. */
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
