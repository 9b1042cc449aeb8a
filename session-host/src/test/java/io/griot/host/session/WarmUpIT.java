package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.host.bridge.BridgeScript;
import io.griot.host.browser.BrowserSettings;
import io.griot.host.browser.Browsers;
import io.griot.host.browser.Spawner;
import io.griot.host.browser.StartLimiter;
import io.griot.host.browser.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host's first browser, with a program in its place that notes its start. */
@Timeout(300)
final class WarmUpIT {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir Path folder;
  private final Spawner spawner = new Spawner();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private Watchdog watchdog;

  @BeforeEach
  void start() throws IOException {
    watchdog = Watchdog.start(LONG, failures::add);
  }

  @AfterEach
  void stop() throws Exception {
    watchdog.stop();
    spawner.close();
    assertThat(failures).isEmpty();
  }

  @Test
  void startsABrowserOnceTheHostWasIdleAndGoesOnWhenThatFails() throws Exception {
    warmUp(Duration.ofMillis(1), () -> true).run();

    assertThat(started()).exists();
    assertThat(profile()).doesNotExist();
  }

  @Test
  void startsNothingOnAHostThatHasASession() throws Exception {
    warmUp(LONG, () -> false).run();

    assertThat(started()).doesNotExist();
  }

  @Test
  void startsNothingWhenTheHostEndsMeanwhile() throws Exception {
    WarmUp tested = warmUp(LONG, () -> true);
    tested.start();

    tested.close();

    assertThat(started()).doesNotExist();
  }

  private WarmUp warmUp(Duration patience, BooleanSupplier isIdle) throws Exception {
    return new WarmUp(
        browsers(),
        new BridgeScript(""),
        profile(),
        InstantSource.system(),
        patience,
        isIdle,
        failures::add);
  }

  private Path profile() {
    return folder.resolve("profile");
  }

  /** The file that the driver writes. */
  private Path started() {
    return folder.resolve("started");
  }

  private Browsers browsers() throws Exception {
    return Browsers.of(
        spawner,
        watchdog,
        new BrowserSettings(
            program("browser", "echo Chromium 150.0.7871.101"),
            program("driver", "touch '" + started() + "'; exit 1"),
            List.of()),
        STEP,
        new StartLimiter(4, () -> 0));
  }

  private Path program(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
