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
 * time, or when the JVM dies. It works while this JVM is stopped, and it does its work first when
 * both were stopped and go on. Thread-safe.
 *
 * <p>Its clock is {@code /proc/uptime}, in hundredths of a second: it goes on while processes are
 * stopped. It is told of a process group before the browser in it is asked for, so no browser runs
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
   * Starts one. It kills nothing before the first renewal.
   *
   * @param holdable how long after a renewal the browsers may live
   * @param onDeath ends this host's process: without a watchdog no browser may run
   */
  public static Watchdog start(Duration holdable, Consumer<Throwable> onDeath) throws IOException {
    // A session of its own: Ctrl-C in a terminal is for the host, which still needs it then.
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

  /** A process group to kill when the time comes; before a browser is asked for in it. */
  void watch(long group) {
    tell("watch " + group);
  }

  /** The group has ended: its number may soon be another's. */
  void forget(long group) {
    tell("forget " + group);
  }

  /** The process's id, for tests that stop it. */
  public long pid() {
    return process.pid();
  }

  /** Ends it, and with it every browser that still runs. */
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

  // When it is gone there is nobody to tell, and the host is about to end for that.
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
