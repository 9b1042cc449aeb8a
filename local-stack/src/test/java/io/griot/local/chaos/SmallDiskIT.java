package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallDiskIT {
  @TempDir Path folder;

  /**
   * Where mounting is not allowed, it fails with a clear error, and a run leaves this fault out.
   */
  @Test
  void isFullUntilItsSpaceIsGivenBack() throws Exception {
    Path data = folder.resolve("data");
    if (!SmallDisk.isPossible(data)) {
      assertThatIOException().isThrownBy(() -> SmallDisk.at(data, 1 << 20).close());
      return;
    }
    try (SmallDisk disk = SmallDisk.at(data, 1 << 20)) {
      disk.fill();
      assertThatIOException()
          .isThrownBy(() -> Files.write(data.resolve("more"), new byte[1 << 17]))
          .withMessageContaining("No space left");

      disk.free();
      Files.write(data.resolve("more"), new byte[1 << 17]);
      assertThat(data.resolve("more")).hasSize(1 << 17);
    }
    assertThat(data).isEmptyDirectory();
  }
}
