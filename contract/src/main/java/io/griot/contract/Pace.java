package io.griot.contract;

import java.time.Duration;
import java.time.Instant;

/**
 * The maximum rate of a session's messages: a burst at once, then one per interval (the generic
 * cell rate algorithm). The only state is the <i>theoretical arrival</i> of the next send: the time
 * at which it would come if all sends were exactly one interval apart.
 *
 * @param interval the minimum time between two sends; zero for no limit
 * @param burst the number of sends that may go at once after a pause, at least 1
 */
public record Pace(Duration interval, int burst) {
  /** No limit. */
  public static final Pace NONE = new Pace(Duration.ZERO, 1);

  public Pace {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("a pace's interval is negative: " + interval);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("a pace's burst is less than 1: " + burst);
    }
  }

  /** Whether a send may have to wait. */
  public boolean limits() {
    return !interval.isZero();
  }

  /** The time by which the theoretical arrival may be ahead of a send that goes at once. */
  public Duration tolerance() {
    return interval.multipliedBy(burst - 1L);
  }

  /**
   * The theoretical arrival after a send was admitted.
   *
   * @param asked the time at which the send was requested
   */
  public Instant after(Instant theoretical, Instant asked) {
    return (theoretical.isAfter(asked) ? theoretical : asked).plus(interval);
  }

  /**
   * The earliest time of a send: when it was requested, or later.
   *
   * @param theoretical the theoretical arrival before it was admitted
   */
  public Instant release(Instant theoretical, Instant asked) {
    Instant earliest = theoretical.minus(tolerance());
    return earliest.isAfter(asked) ? earliest : asked;
  }

  /** As {@link #release}, but from the theoretical arrival after the send was admitted. */
  public Instant released(Instant after, Instant asked) {
    return release(after.minus(interval), asked);
  }
}
