package io.griot.host.lease;

import java.time.Duration;

/**
 * How long leases last.
 *
 * @param duration how long a lease must stand still before another host may take it
 * @param renewal how often the holder renews it: at most a third of the duration
 */
public record LeaseTiming(Duration duration, Duration renewal) {
  public LeaseTiming {
    if (renewal.isZero()
        || renewal.isNegative()
        || renewal.multipliedBy(3).compareTo(duration) > 0) {
      throw new IllegalArgumentException("renewal is not positive and at most a third of duration");
    }
  }

  /**
   * How long a dead host's session stays unseen by others, which then still watch its lease for its
   * duration. Longer than a lease, so that a host that only stumbles keeps its session.
   */
  public Duration unseenAfterDeath() {
    return duration.plus(duration.dividedBy(2));
  }

  /**
   * How long after its last renewal the holder may go on. The rest of the duration is for closing
   * the browser, so that never two browsers of one session are open.
   */
  public Duration holdable() {
    return duration.minus(duration.dividedBy(6));
  }
}
