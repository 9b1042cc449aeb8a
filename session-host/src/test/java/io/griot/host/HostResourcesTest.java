package io.griot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostResourcesTest {
  private static final long MIB = 1024 * 1024;

  @TempDir Path system;

  @BeforeEach
  void aMachineOfWhichHalfIsFree() throws IOException {
    write("proc/meminfo", "MemTotal:       8192 kB\nMemFree: 12 kB\nMemAvailable:   4096 kB\n");
  }

  @Test
  void withoutAControlGroupTheMachineCounts() throws IOException {
    assertThat(resources().freeMemory()).isEqualTo(50);
  }

  @Test
  void aControlGroupOfVersionTwoBoundsAndItsDroppablePagesAreFree() throws IOException {
    write("sys/fs/cgroup/memory.max", 4 * MIB + "\n");
    write("sys/fs/cgroup/memory.current", 4 * MIB + "\n");
    write("sys/fs/cgroup/memory.stat", "anon 9\ninactive_file " + MIB + "\nactive_file 7\n");

    assertThat(resources().freeMemory()).isEqualTo(25);
  }

  @Test
  void aControlGroupOfVersionTwoWithoutALimitDoesNotBound() throws IOException {
    write("sys/fs/cgroup/memory.max", "max\n");

    assertThat(resources().freeMemory()).isEqualTo(50);
  }

  @Test
  void aControlGroupOfVersionOneBoundsToo() throws IOException {
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", 4 * MIB + "\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", 4 * MIB + "\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 0\n");

    assertThat(resources().freeMemory()).isZero();
  }

  @Test
  void aLimitAboveTheMachineIsNone() throws IOException {
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(resources().freeMemory()).isEqualTo(50);
  }

  @Test
  void theMachineCountsWhereItHasLessThanTheControlGroup() throws IOException {
    write("sys/fs/cgroup/memory.max", 4 * MIB + "\n");
    write("sys/fs/cgroup/memory.current", "0\n");
    write("sys/fs/cgroup/memory.stat", "inactive_file 0\n");

    assertThat(resources().freeMemory()).isEqualTo(50);
  }

  @Test
  void whatTheMachineDoesNotTellIsAnError() throws IOException {
    write("proc/meminfo", "MemTotal:       8192 kB\n");

    assertThatThrownBy(() -> resources().freeMemory()).hasMessage("no MemAvailable:");
  }

  @Test
  void thisMachineHasBoth() throws IOException {
    HostResources here = new HostResources(Path.of("/"), system);

    assertThat(here.freeMemory()).isBetween(0L, 100L);
    assertThat(here.freeDisk()).isBetween(0L, 100L);
  }

  private HostResources resources() {
    return new HostResources(system, system);
  }

  private void write(String file, String text) throws IOException {
    Path path = system.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
