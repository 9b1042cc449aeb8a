package io.griot.local.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A separate in-memory file system for a host's data folder, which can be filled. Writes into it
 * then fail as on a full disk ({@code ENOSPC}), and writes elsewhere do not. It needs a root user
 * that may mount; see {@link #isPossible}. Used by one thread at a time.
 */
public final class SmallDisk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmallDisk.class);
  private static final String BALLAST = "ballast";
  private static final long DEADLINE_SECONDS = 60;
  private static final int PIECE = 1 << 16;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Whether this process may mount. Many containers may not, even as root. */
  public static boolean isPossible(Path emptyFolder) {
    try (SmallDisk _ = at(emptyFolder, 1 << 20)) {
      return true;
    } catch (IOException e) {
      log.atInfo().addKeyValue("reason", e.getMessage()).log("small_disk.not_made");
      return false;
    }
  }

  /**
   * Mounts one at a folder, which is created if needed. The folder's contents are hidden until it
   * is closed.
   *
   * @param bytes its capacity; only written data uses memory
   * @throws IOException when this process may not mount
   */
  public static SmallDisk at(Path folder, long bytes) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "griot-chaos", folder.toString());
    return new SmallDisk(folder);
  }

  /** Fills it completely. */
  public void fill() throws IOException {
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(folder.resolve(BALLAST))) {
      while (true) {
        out.write(piece);
      }
    } catch (IOException e) {
      if (folder.toFile().getUsableSpace() >= PIECE) {
        throw e;
      }
    }
  }

  /** Frees the space that {@link #fill} took. */
  public void free() throws IOException {
    Files.deleteIfExists(folder.resolve(BALLAST));
  }

  /** Unmounts it, and with it drops its contents, even while files are open. */
  @Override
  public void close() {
    try {
      run("umount", "--lazy", folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
