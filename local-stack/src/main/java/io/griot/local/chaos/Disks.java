package io.griot.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The data folder of each place's hosts: a separate file system if this process may mount one.
 * Thread-safe.
 */
final class Disks implements AutoCloseable {
  /** Enough for several profiles, and for their copies during checkpoints. */
  private static final long BYTES = 512L << 20;

  private final List<Path> folders = new ArrayList<>();
  private final List<SmallDisk> disks = new ArrayList<>();

  Disks(Path folder, int places) throws IOException {
    boolean possible = SmallDisk.isPossible(folder.resolve("disks").resolve("probe"));
    for (int place = 0; place < places; place++) {
      Path disk = folder.resolve("disks").resolve("h" + (place + 1));
      folders.add(disk.resolve("hosts"));
      if (possible) {
        disks.add(SmallDisk.at(disk, BYTES));
      }
      Files.createDirectories(folders.getLast());
    }
  }

  /** The data folder of a place's hosts. */
  Path folder(int place) {
    return folders.get(place);
  }

  /**
   * Fills the disk.
   *
   * @return whether it is a separate file system that could be filled
   */
  synchronized boolean fill(int place) {
    if (disks.isEmpty()) {
      return false;
    }
    try {
      disks.get(place).fill();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Frees the space again; does nothing once closed. */
  synchronized void free(int place) {
    if (disks.isEmpty()) {
      return;
    }
    try {
      disks.get(place).free();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    disks.forEach(SmallDisk::close);
    disks.clear();
  }
}
