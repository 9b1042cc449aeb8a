package io.griot.host.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses real processes that only have a browser's command line. */
class OrphanProcessesIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void killsEveryBrowserOnAProfileInTheFolderAndSaysHowMany() throws Exception {
    Process one = browser(folder.resolve("profiles/one"));
    Process two = browser(folder.resolve("profiles/two"));
    Sleepers.signal("STOP", two.pid());

    assertThat(OrphanProcesses.kill(folder.resolve("profiles"), DEADLINE)).isEqualTo(2);

    assertThat(one.isAlive()).isFalse();
    assertThat(two.isAlive()).isFalse();
    assertThat(OrphanProcesses.kill(folder.resolve("profiles"), DEADLINE)).isZero();
  }

  @Test
  void leavesOtherFoldersBrowsersAlone() throws Exception {
    Process other = browser(folder.resolve("profiles-of-another-host/one"));

    assertThat(OrphanProcesses.kill(folder.resolve("profiles"), DEADLINE)).isZero();

    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void findsABrowserWhoseCommandLineIsLong() throws Exception {
    Process browser =
        browser(folder.resolve("profiles/one"), "--enable-features=" + "a,".repeat(6_000));

    assertThat(OrphanProcesses.kill(folder.resolve("profiles"), DEADLINE)).isEqualTo(1);

    assertThat(browser.isAlive()).isFalse();
  }

  /** Waits for an input that never comes. */
  private Process browser(Path profile, String... before) throws IOException {
    List<String> line = new ArrayList<>(List.of("bash", "-c", "echo; read", "chromium"));
    line.addAll(List.of(before));
    line.add(OrphanProcesses.PROFILE_ARGUMENT + profile);
    Process process = new ProcessBuilder(line).start();
    started.add(process);
    int _ = process.getInputStream().read(); // it runs under its own command line now
    return process;
  }
}
