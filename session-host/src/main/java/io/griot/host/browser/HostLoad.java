package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures this machine's load: runnable threads per core over the last seconds. Linux reports the
 * current number in {@code /proc/loadavg}; its own averages take a minute to follow a change.
 * Thread-safe.
 */
public final class HostLoad implements StartLimiter.Load {
  private static final Path LOADAVG = Path.of("/proc/loadavg");
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private final Path file;
  private final int cores;
  private final LongSupplier nanoTime;
  private boolean seen;
  private long seenAt;
  private double average;

  /**
   * @param cores that this process may use
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public HostLoad(int cores, LongSupplier nanoTime) {
    this(LOADAVG, cores, nanoTime);
  }

  HostLoad(Path file, int cores, LongSupplier nanoTime) {
    this.file = file;
    this.cores = cores;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a sample and returns the average, in which older samples count less. 0 where the system
   * does not report it.
   */
  @Override
  public synchronized double perCore() {
    long now = nanoTime.getAsLong();
    double age = seen ? (now - seenAt) / (double) REMEMBERED.toNanos() : Double.MAX_VALUE;
    average += (runnable() / cores - average) * (1 - Math.exp(-age));
    seen = true;
    seenAt = now;
    return average;
  }

  /**
   * In {@code 0.20 0.18 0.12 3/1180 11206} three threads are runnable. One of them is this thread.
   */
  private double runnable() {
    try {
      String[] fields = Files.readString(file, UTF_8).split("[ /]", 5);
      return Math.max(0, Integer.parseInt(fields[3]) - 1);
    } catch (IOException | ArrayIndexOutOfBoundsException | NumberFormatException e) {
      return 0; // not Linux: only the limit by number applies
    }
  }
}
