package io.griot.host.media;

import io.griot.contract.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings the media of commands onto the disk. Thread-safe. */
@FunctionalInterface
public interface CommandMedia {

  /**
   * A command whose media are files. Closing it removes them: the page has its own copy by then.
   *
   * @param command in place of each of its media has {@code {staged, mimetype, filename}}, where
   *     {@code staged} is the file's number
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
   * Takes what a command carries; does nothing for one without media.
   *
   * @throws MediaRefusedException when some of it cannot be had
   * @throws IOException when the disk refuses
   */
  Taken take(Command command) throws MediaRefusedException, IOException, InterruptedException;
}
