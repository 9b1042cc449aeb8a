package io.griot.host.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Since when nothing happens in a session. It is asked every few seconds, and compares what
 * happened with what had happened when it was last asked: a time may so be some seconds too short,
 * and never too long. Thread-safe.
 */
final class Quiet {
  private final Happenings happenings;
  private final LongSupplier nanoTime;

  // Guarded by this object.
  private long seen;
  private long since;

  /** The activity of a session. Any thread; must not block. */
  interface Happenings {
    /** Nothing ever happens: for sessions that are never parked. */
    Happenings NONE =
        new Happenings() {
          @Override
          public long count() {
            return 0;
          }

          @Override
          public boolean isAtWork() {
            return false;
          }
        };

    /** The number of commands received and of events wanted. */
    long count();

    /** Whether something is not through yet: a command that runs or is held, an event. */
    boolean isAtWork();
  }

  /**
   * Quiet from now on.
   *
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  Quiet(Happenings happenings, LongSupplier nanoTime) {
    this.happenings = happenings;
    this.nanoTime = nanoTime;
    this.seen = happenings.count();
    this.since = nanoTime.getAsLong();
  }

  /** For how long nothing has happened; zero while something is at work. */
  synchronized Duration time() {
    long now = nanoTime.getAsLong();
    long count = happenings.count();
    if (count != seen || happenings.isAtWork()) {
      seen = count;
      since = now;
    }
    return Duration.ofNanos(now - since);
  }

  /** Whether something happened since {@link #time} was last asked. */
  synchronized boolean isDisturbed() {
    return happenings.count() != seen || happenings.isAtWork();
  }
}
