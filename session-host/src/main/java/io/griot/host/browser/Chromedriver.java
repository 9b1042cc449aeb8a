package io.griot.host.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One chromedriver process: the parent of one browser, listening on loopback. */
final class Chromedriver implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

  private final Process process;
  private final URI address;

  private Chromedriver(Process process, int port) {
    this.process = process;
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts a driver on a free port.
   *
   * @throws IOException when it cannot be started or does not report its port within the deadline
   */
  static Chromedriver start(
      Spawner spawner, Watchdog watchdog, BrowserSettings settings, Duration deadline)
      throws IOException, InterruptedException {
    Process process = spawner.start(List.of(settings.chromedriver().toString(), "--port=0"));
    watchdog.watch(process.pid());
    var _ = process.onExit().thenRun(() -> watchdog.forget(process.pid()));
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> listen(process, port));
    try {
      return new Chromedriver(process, port.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      process.destroyForcibly();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new IOException("chromedriver did not start", e);
    }
  }

  URI address() {
    return address;
  }

  ProcessGroup group() {
    return new ProcessGroup(process.pid());
  }

  /** Completes when the process has ended. */
  CompletableFuture<?> onExit() {
    return process.onExit();
  }

  /** Asks the process to end, and kills it after the given time. */
  void end(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      group().kill();
    }
  }

  @Override
  public void close() {
    group().kill();
  }

  // Reads until the end: a driver blocks when its output pipe is full.
  private static void listen(Process process, CompletableFuture<Integer> port) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher started = STARTED.matcher(line);
        if (started.find()) {
          port.complete(Integer.valueOf(started.group(1)));
        }
      }
      port.completeExceptionally(new IOException("chromedriver ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }
}
