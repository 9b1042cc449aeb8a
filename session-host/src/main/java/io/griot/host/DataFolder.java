package io.griot.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host's folder on the local disk. It is locked while it is open, because two hosts with one
 * folder would be one owner of the same leases.
 */
final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder and creates it if it does not exist.
   *
   * @throws IOException also when another host has locked it
   */
  static DataFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(file) == null) {
      file.close();
      throw new IOException("another session host uses " + folder);
    }
    return new DataFolder(folder, file);
  }

  /** The folder of all sessions' profiles. */
  Path profiles() {
    return folder.resolve("profiles");
  }

  /** The file that is touched while the host is alive. */
  Path alive() {
    return folder.resolve("alive");
  }

  /** An empty folder for temporary files. Files of an earlier process are deleted. */
  Path media() throws IOException {
    Path media = folder.resolve("media");
    if (Files.isDirectory(media)) {
      try (Stream<Path> left = Files.list(media)) {
        for (Path file : left.toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
    return Files.createDirectories(media);
  }

  /**
   * The host's identity.
   *
   * @param id new with every process
   * @param earlier id of the process that used this folder before. It is dead, since the folder is
   *     locked; empty for the first one
   */
  record Identity(String id, Optional<String> earlier) {}

  /**
   * Creates a new id and stores it for the next process with this folder.
   *
   * @param name prefix of the id
   */
  Identity identity(String name, RandomGenerator random) throws IOException {
    Path file = folder.resolve("host-id");
    Optional<String> earlier =
        Files.exists(file)
            ? Optional.of(Files.readString(file, UTF_8).strip()).filter(id -> !id.isEmpty())
            : Optional.empty();
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    String id = name + "-" + HexFormat.of().formatHex(bytes);
    Path draft = folder.resolve("host-id.new");
    Files.writeString(draft, id, UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return new Identity(id, earlier);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another host in this JVM
    }
  }
}
