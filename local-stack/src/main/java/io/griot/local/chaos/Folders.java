package io.griot.local.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations on a run's folders. */
final class Folders {
  private static final Logger log = LoggerFactory.getLogger(Folders.class);

  private Folders() {}

  /** Deletes a folder with its contents, as far as possible. */
  static void delete(Path folder) {
    try {
      for (Path file : below(folder)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.atWarn().addKeyValue("folder", folder).setCause(e).log("folder.not_deleted");
    }
  }

  /** A folder and its contents, deepest first. */
  static List<Path> below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
