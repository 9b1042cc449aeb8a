package io.griot.sandbox.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The world's file: one line per change, appended with a single write, so that a change is stored
 * completely or not at all. It survives a kill of the process at any moment. It is not forced to
 * the disk per line, so a power failure may lose the last seconds.
 *
 * <p>Not thread-safe. One process per folder: the journal holds a lock file.
 */
final class Journal implements AutoCloseable {
  private static final String FILE = "world.jsonl";

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  private FileChannel file;

  private Journal(Path folder, FileChannel lockFile, FileLock lock, FileChannel file) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
    this.file = file;
  }

  /**
   * Opens the folder's journal, and creates both if missing.
   *
   * @throws IOException when the folder cannot be used or another server has it
   */
  static Journal open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile = FileChannel.open(folder.resolve("world.lock"), CREATE_AND_WRITE);
    try {
      FileLock lock = lock(lockFile, folder);
      return new Journal(folder, lockFile, lock, append(folder.resolve(FILE)));
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static FileLock lock(FileChannel lockFile, Path folder) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("another sandbox in this process uses " + folder, e);
    }
    throw new IOException("another sandbox uses " + folder);
  }

  private static final StandardOpenOption[] CREATE_AND_WRITE = {
    StandardOpenOption.CREATE, StandardOpenOption.WRITE
  };

  private static FileChannel append(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Reads every complete line. An incomplete last line of a killed process is no change and is
   * ignored.
   */
  void replay(Consumer<String> line) throws IOException {
    Path path = folder.resolve(FILE);
    long whole = wholeLength(path);
    try (BufferedReader reader = Files.newBufferedReader(path, UTF_8)) {
      long read = 0;
      String text;
      while (read < whole && (text = reader.readLine()) != null) {
        read += text.getBytes(UTF_8).length + 1L;
        line.accept(text);
      }
    }
  }

  private static long wholeLength(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      for (long end = channel.size(); end > 0; end--) {
        channel.read(one.clear(), end - 1);
        if (one.get(0) == '\n') {
          return end;
        }
      }
      return 0;
    }
  }

  /** Replaces all lines: writes another file, forces it to the disk, and renames it. */
  void rewrite(List<String> lines) throws IOException {
    Path fresh = folder.resolve(FILE + ".new");
    Files.write(fresh, lines, UTF_8);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    file.close();
    Files.move(
        fresh,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    file = append(folder.resolve(FILE));
  }

  /** Appends a line; it must not contain a line break. */
  void append(String line) throws IOException {
    ByteBuffer bytes = UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    lock.release();
    lockFile.close();
  }
}
