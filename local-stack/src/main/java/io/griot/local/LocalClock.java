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
 * The time by which a local stack's API, webhooks and supervisor go: the machine's, and as much
 * ahead of it as somebody moved it, so that a year of subscriptions takes minutes. It only goes
 * forward. It is kept in the stack's folder: what was stored at a later time must not be in the
 * future after a restart. Hosts go by DynamoDB's time, and nothing on AWS has such a clock.
 * Thread-safe.
 */
public final class LocalClock extends Clock {
  /** How far ahead it goes: longer than the year that books and subscriptions are tried over. */
  public static final Duration FURTHEST = Duration.ofDays(1100);

  private final Path file;
  private final Duration shift;
  private volatile Duration moved;

  /**
   * The clock of a folder.
   *
   * @param shift beside what it was moved by
   */
  LocalClock(Path folder, Duration shift) throws IOException {
    this.file = folder.resolve("clock");
    this.shift = shift;
    this.moved =
        Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
  }

  /** How much it is ahead of the machine's, because somebody moved it. */
  public Duration moved() {
    return moved;
  }

  /**
   * Moves it forward.
   *
   * @throws IllegalArgumentException when that is backward, or further than {@link #FURTHEST}
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
