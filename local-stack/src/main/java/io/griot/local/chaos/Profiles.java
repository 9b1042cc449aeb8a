package io.griot.local.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Damages profiles on a host's disk. */
public final class Profiles {
  private Profiles() {}

  /**
   * Overwrites the pages' storage in the profiles of a host, as a broken disk does. No browser may
   * use them. Nothing needs repair: hosts restore the profiles from checkpoints.
   *
   * @param dataFolder the host's data folder
   * @return the number of files
   */
  public static int damage(Path dataFolder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(dataFolder)) {
      files = all.filter(Profiles::isStorage).toList();
    }
    for (Path file : files) {
      byte[] noise = new byte[(int) Math.min(Files.size(file), 1 << 20)];
      Arrays.fill(noise, (byte) 0xA5);
      Files.write(file, noise);
    }
    return files.size();
  }

  private static boolean isStorage(Path file) {
    return Files.isRegularFile(file) && file.toString().contains("/IndexedDB/");
  }
}
