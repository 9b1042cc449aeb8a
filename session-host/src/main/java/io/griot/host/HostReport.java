package io.griot.host;

import static java.time.temporal.ChronoUnit.DAYS;

import io.griot.contract.Metric;
import io.griot.contract.MetricLine;
import io.griot.contract.Names;
import io.griot.host.command.CommandMetrics;
import io.griot.host.session.Occupancy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports on the host: a {@link MetricLine} once a minute, and a touched file every 30 s as a sign
 * of life. Both stop when the host cannot read its own state any more. Uses one thread.
 */
final class HostReport implements AutoCloseable {
  static final Duration BEAT = Duration.ofSeconds(30);
  static final Duration REPORT = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(HostReport.class);

  private final Names names;
  private final Supplier<Occupancy> occupancy;
  private final CommandMetrics metrics;
  private final HostResources resources;
  private final Optional<LocalDate> packagesOf;
  private final Path alive;
  private final Clock clock;
  private final Consumer<String> lines;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("host-report").daemon().factory());

  /**
   * @param packagesOf the date of the packages in this host's image; empty outside of an image
   * @param alive the file to touch
   * @param lines receives the lines for CloudWatch
   */
  HostReport(
      Names names,
      Supplier<Occupancy> occupancy,
      CommandMetrics metrics,
      HostResources resources,
      Optional<LocalDate> packagesOf,
      Path alive,
      Clock clock,
      Consumer<String> lines) {
    this.names = names;
    this.occupancy = occupancy;
    this.metrics = metrics;
    this.resources = resources;
    this.packagesOf = packagesOf;
    this.alive = alive;
    this.clock = clock;
    this.lines = lines;
  }

  void start() {
    ScheduledFuture<?> _ =
        timer.scheduleAtFixedRate(this::beat, 0, BEAT.toSeconds(), TimeUnit.SECONDS);
    ScheduledFuture<?> _ =
        timer.scheduleAtFixedRate(
            this::report, REPORT.toSeconds(), REPORT.toSeconds(), TimeUnit.SECONDS);
  }

  void beat() {
    try {
      Occupancy _ = occupancy.get();
      if (Files.notExists(alive)) {
        Files.write(alive, new byte[0], StandardOpenOption.CREATE);
      }
      Files.setLastModifiedTime(alive, FileTime.from(clock.instant()));
    } catch (IOException | RuntimeException e) {
      log.atError().setCause(e).log("host.alive_not_written");
    }
  }

  void report() {
    try {
      lines.accept(MetricLine.of(names, clock.instant(), values()));
    } catch (IOException | RuntimeException e) {
      log.atError().setCause(e).log("host.not_reported");
    }
  }

  private Map<Metric, Number> values() throws IOException {
    Occupancy now = occupancy.get();
    CommandMetrics.Counts commands = metrics.take();
    Map<Metric, Number> values = new EnumMap<>(Metric.class);
    values.put(Metric.FREE_SLOTS, now.free());
    values.put(Metric.SESSIONS, now.sessions());
    values.put(Metric.UNAVAILABLE_OPERATIONS, now.unavailable());
    values.put(Metric.COMMANDS_SUCCEEDED, commands.succeeded());
    values.put(Metric.COMMANDS_FAILED, commands.failed());
    values.put(Metric.EVENTS_DROPPED, commands.droppedEvents());
    values.put(Metric.COMMAND_AGE, commands.longestWait().toMillis());
    values.put(Metric.FREE_MEMORY, resources.freeMemory());
    values.put(Metric.FREE_DISK, resources.freeDisk());
    packagesOf.ifPresent(day -> values.put(Metric.PACKAGES_AGE, DAYS.between(day, today())));
    return values;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
