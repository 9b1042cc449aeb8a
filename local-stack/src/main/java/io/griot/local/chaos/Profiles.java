package io.griot.local.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Profiles on a host's disk that cannot be read any more. */
public final class Profiles {
  private Profiles() {}

  /**
   * Overwrites what pages stored in the profiles of a host, as a broken disk does. No browser may
   * run on them. What is lost comes from the checkpoint: there is nothing to heal.
   *
   * @param dataFolder the host's
   * @return how many files
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
