package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Starts browsers, all alike but for their profile. Thread-safe. */
public final class Browsers {
  private static final Duration VERSION_DEADLINE = Duration.ofSeconds(20);

  private final Spawner spawner;
  private final Watchdog watchdog;
  private final BrowserSettings settings;
  private final UserAgent userAgent;
  private final Duration deadline;
  private final Semaphore starting;

  private Browsers(
      Spawner spawner,
      Watchdog watchdog,
      BrowserSettings settings,
      UserAgent userAgent,
      Duration deadline,
      int parallelStarts) {
    this.spawner = spawner;
    this.watchdog = watchdog;
    this.settings = settings;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.starting = new Semaphore(parallelStarts);
  }

  /**
   * Asks the browser for its version, which all will introduce themselves with.
   *
   * @param watchdog is told of each browser before it is started
   * @param deadline of each step of starting a browser
   * @param parallelStarts how many may be starting at once: more only slow each other down
   * @throws IOException when the browser cannot be run
   */
  public static Browsers of(
      Spawner spawner,
      Watchdog watchdog,
      BrowserSettings settings,
      Duration deadline,
      int parallelStarts)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(settings.chromium().toString(), "--version")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(VERSION_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException("the browser does not say its version: " + settings.chromium());
    }
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    UserAgent userAgent = UserAgent.ofVersion(printed);
    return new Browsers(spawner, watchdog, settings, userAgent, deadline, parallelStarts);
  }

  /** Starts one on a profile that no other browser uses. */
  public Browser start(Path profile) throws IOException, InterruptedException {
    starting.acquire();
    try {
      return Browser.start(
          spawner, watchdog, settings, userAgent, profile.toAbsolutePath(), deadline);
    } finally {
      starting.release();
    }
  }
}
