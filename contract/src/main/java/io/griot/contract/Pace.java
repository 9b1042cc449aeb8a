package io.griot.contract;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a session's messages may follow each other: so many at once, then one per interval. One
 * moment is all that must be remembered, the <i>theoretical arrival</i> of the next send if all had
 * come exactly one interval apart (the generic cell rate algorithm).
 *
 * @param interval the least time between two sends; zero when there is none
 * @param burst how many may go at once after a pause, 1 at least
 */
public record Pace(Duration interval, int burst) {
  /** No send waits for another. */
  public static final Pace NONE = new Pace(Duration.ZERO, 1);

  public Pace {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("a pace's interval is negative: " + interval);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("a pace's burst is less than 1: " + burst);
    }
  }

  /** Whether any send may have to wait. */
  public boolean limits() {
    return !interval.isZero();
  }

  /** How far the theoretical arrival may be ahead of a send that goes at once. */
  public Duration tolerance() {
    return interval.multipliedBy(burst - 1L);
  }

  /** The theoretical arrival once a send was admitted that asked at this moment. */
  public Instant after(Instant theoretical, Instant asked) {
    return (theoretical.isAfter(asked) ? theoretical : asked).plus(interval);
  }

  /**
   * When a send may go that asked at this moment: then, or later.
   *
   * @param theoretical the theoretical arrival before it was admitted
   */
  public Instant release(Instant theoretical, Instant asked) {
    Instant earliest = theoretical.minus(tolerance());
    return earliest.isAfter(asked) ? earliest : asked;
  }

  /** As {@link #release}, from the theoretical arrival once it was admitted. */
  public Instant released(Instant after, Instant asked) {
    return release(after.minus(interval), asked);
  }
}
