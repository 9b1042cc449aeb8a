package io.griot.host.lease;

import java.time.Duration;

/**
 * How long a host's heartbeat is valid.
 *
 * @param duration how long a heartbeat must stand still before other hosts may take the sessions
 * @param renewal interval of renewals; at most a third of the duration
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
   * How long this host may go on after its last renewal. The rest of the duration is for killing
   * the browsers, so that no session ever has two browsers.
   */
  public Duration holdable() {
    return duration.minus(duration.dividedBy(6));
  }
}
