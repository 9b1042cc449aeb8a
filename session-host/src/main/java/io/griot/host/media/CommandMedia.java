package io.griot.host.media;

import io.griot.contract.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Copies a command's media to the local disk. Thread-safe. */
@FunctionalInterface
public interface CommandMedia {

  /**
   * A command with its media as local files. {@link #close} deletes the files; the page has its own
   * copy by then.
   *
   * @param command each media argument is replaced by {@code {staged, mimetype, filename}}; {@code
   *     staged} is the index in {@code files}
   */
  record Taken(Command command, List<Path> files) implements AutoCloseable {
    public Taken {
      files = List.copyOf(files);
    }

    @Override
    public void close() throws IOException {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Copies the command's media to disk and blocks until they are there. A command without media is
   * returned unchanged.
   *
   * @throws MediaRefusedException when a file cannot be fetched, read or converted
   * @throws IOException when the disk fails or a conversion takes too long
   */
  Taken take(Command command) throws MediaRefusedException, IOException, InterruptedException;
}
