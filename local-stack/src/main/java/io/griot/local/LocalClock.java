package io.griot.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of a local stack's API, webhooks and supervisor: the machine's time plus the offset by
 * which it was moved. So a year of subscriptions takes minutes. It moves only forward. The offset
 * is stored in the stack's folder, so that nothing stored is in the future after a restart. Hosts
 * use DynamoDB's time, and AWS has no such clock. Thread-safe.
 */
public final class LocalClock extends Clock {
  /** The maximum offset: more than the year that tests of subscriptions need. */
  public static final Duration FURTHEST = Duration.ofDays(1100);

  private final Path file;
  private final Duration shift;
  private volatile Duration moved;

  /**
   * The clock of a folder.
   *
   * @param shift a constant offset besides the stored one
   */
  LocalClock(Path folder, Duration shift) throws IOException {
    this.file = folder.resolve("clock");
    this.shift = shift;
    this.moved =
        Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
  }

  /** The offset by which it was moved. */
  public Duration moved() {
    return moved;
  }

  /**
   * Moves it forward.
   *
   * @throws IllegalArgumentException when the duration is negative, or the offset would exceed
   *     {@link #FURTHEST}
   */
  public synchronized void forward(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("forward: a clock does not go back");
    }
    Duration wanted = moved.plus(by);
    if (wanted.compareTo(FURTHEST) > 0) {
      throw new IllegalArgumentException(
          "forward: %d days ahead at most".formatted(FURTHEST.toDays()));
    }
    keep(wanted);
    moved = wanted;
  }

  private void keep(Duration wanted) {
    Path written = file.resolveSibling("clock.new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(written, wanted + "\n");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(shift).plus(moved);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything here is in UTC");
  }
}
