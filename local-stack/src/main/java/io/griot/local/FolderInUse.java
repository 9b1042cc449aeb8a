package io.griot.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Locks a data folder for one {@code ./griot up} at a time, and tells others which process has it.
 * The operating system releases the lock when the process ends, however it ends.
 */
final class FolderInUse implements AutoCloseable {
  private final FileChannel file;

  private FolderInUse(FileChannel file) {
    this.file = file;
  }

  /**
   * Locks a folder for this process, and creates it if needed.
   *
   * @throws CannotStartException when another process has it, or it is not writable
   */
  static FolderInUse take(Path folder) throws CannotStartException {
    Path path = folder.resolve("up.lock");
    FileChannel file;
    try {
      Files.createDirectories(folder);
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CannotStartException(
          "%s cannot be written to: make it yours, or name another folder with --data FOLDER"
              .formatted(folder));
    }
    try {
      if (lock(file) != null) {
        FolderInUse taken = new FolderInUse(file);
        taken.say("process " + ProcessHandle.current().pid());
        return taken;
      }
      String holder = Files.readString(path).strip();
      file.close();
      throw new CannotStartException(
          "Griot already runs on %s%s: use that one, stop it with Ctrl-C, or start another with --data FOLDER --port N --sandbox-port N"
              .formatted(folder, holder.isEmpty() ? "" : " (" + holder + ")"));
    } catch (IOException e) {
      throw new CannotStartException("%s cannot be locked: %s".formatted(path, e.getMessage()));
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this process itself has it
    }
  }

  /** Replaces the text that another process reads when it finds the folder locked. */
  void say(String text) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
