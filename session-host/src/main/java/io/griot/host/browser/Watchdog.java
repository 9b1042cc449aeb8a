package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.griot.host.lease.Heartbeat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process outside this JVM that kills the browsers when the host's heartbeat was not renewed in
 * time, or when the JVM dies. It works while this JVM is stopped. If both were stopped and
 * continue, it acts first. Thread-safe.
 *
 * <p>Its clock is {@code /proc/uptime} in hundredths of a second, which continues while processes
 * are stopped. It learns of a process group before the browser in it starts, so no browser runs
 * unwatched.
 */
public final class Watchdog implements Heartbeat.Renewals {
  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final String SCRIPT = "watchdog.sh";
  private static final long END_SECONDS = 5;

  private final Process process;
  private final OutputStream orders;
  private final long holdableHundredths;
  private volatile boolean closed;

  private Watchdog(Process process, Duration holdable) {
    this.process = process;
    this.orders = process.getOutputStream();
    this.holdableHundredths = holdable.toMillis() / 10;
  }

  /**
   * Starts the process. It kills nothing before the first renewal.
   *
   * @param holdable how long browsers may live after a renewal
   * @param onDeath ends this host's process: without a watchdog no browser may run
   */
  public static Watchdog start(Duration holdable, Consumer<Throwable> onDeath) throws IOException {
    // The process gets its own session, because Ctrl-C in a terminal is meant for the host, which
    // still needs the watchdog then.
    Process process =
        new ProcessBuilder(List.of("setsid", "bash", "-c", script(), "griot-watchdog"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Watchdog watchdog = new Watchdog(process, holdable);
    var _ =
        process
            .onExit()
            .thenRun(() -> {
              if (!watchdog.closed) {
                onDeath.accept(new IOException("the watchdog ended"));
              }
            });
    return watchdog;
  }

  /** Hundredths of a second since the machine started. */
  @Override
  public long now() {
    try {
      String text = Files.readString(UPTIME, US_ASCII);
      return Long.parseLong(text.substring(0, text.indexOf(' ')).replace(".", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void renewed(long at) {
    tell("until " + (at + holdableHundredths));
  }

  /** Adds a process group to kill at the deadline. Must be called before its browser starts. */
  void watch(long group) {
    tell("watch " + group);
  }

  /** Removes a group that has ended. Its number may soon belong to another one. */
  void forget(long group) {
    tell("forget " + group);
  }

  /** The process id, for tests that stop it. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process, and with it every browser that still runs. */
  public void stop() throws InterruptedException {
    closed = true;
    try {
      orders.close();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("watchdog.gone");
    }
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  // If the process is gone, the host is about to end for that reason.
  private synchronized void tell(String order) {
    try {
      orders.write((order + "\n").getBytes(US_ASCII));
      orders.flush();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("watchdog.not_told");
    }
  }

  static String script() throws IOException {
    try (InputStream script = Watchdog.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IOException("no " + SCRIPT + " on the class path");
      }
      return new String(script.readAllBytes(), US_ASCII);
    }
  }
}
