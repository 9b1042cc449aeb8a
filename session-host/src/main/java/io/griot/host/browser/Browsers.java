package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts browsers. All have the same settings and differ in their profile. Thread-safe. */
public final class Browsers {
  private static final Duration VERSION_DEADLINE = Duration.ofSeconds(20);

  private final Spawner spawner;
  private final Watchdog watchdog;
  private final BrowserSettings settings;
  private final UserAgent userAgent;
  private final Duration deadline;
  private final StartLimiter starts;

  private Browsers(
      Spawner spawner,
      Watchdog watchdog,
      BrowserSettings settings,
      UserAgent userAgent,
      Duration deadline,
      StartLimiter starts) {
    this.spawner = spawner;
    this.watchdog = watchdog;
    this.settings = settings;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.starts = starts;
  }

  /**
   * Creates a factory. Asks the browser for its version, which all browsers then report as theirs.
   *
   * @param watchdog is told of each browser before it starts
   * @param deadline of each step of starting a browser
   * @param starts limits how many start at once
   * @throws IOException when the browser cannot be run
   */
  public static Browsers of(
      Spawner spawner,
      Watchdog watchdog,
      BrowserSettings settings,
      Duration deadline,
      StartLimiter starts)
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
    return new Browsers(spawner, watchdog, settings, userAgent, deadline, starts);
  }

  /** The limiter that a start must wait for. */
  public StartLimiter starts() {
    return starts;
  }

  /**
   * Starts a browser with a profile that no other browser uses. The caller must hold a permit of
   * {@link #starts}. Blocks until it has started.
   */
  public Browser start(Path profile) throws IOException, InterruptedException {
    return Browser.start(
        spawner, watchdog, settings, userAgent, profile.toAbsolutePath(), deadline);
  }
}
