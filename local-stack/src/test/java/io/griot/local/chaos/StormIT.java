package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short storm; {@code ./griot storm} is a long one. */
class StormIT {
  @TempDir Path folder;

  @Test
  void losesNoMessageThoughItsHostIsKilledAndItsReceiverFails() throws Exception {
    Consumer<String> out = System.out::println;
    try (Storm storm = new Storm(new StormOptions(1, 120, 6, 2, 1, true), folder, out)) {
      assertThat(storm.run()).isEmpty();
    }
  }
}
