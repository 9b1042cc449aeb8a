package io.griot.contract;

import java.time.Duration;

/**
 * When a session is parked, and how often it wakes by itself. A parked session has no browser and
 * no slot. Its device stays linked.
 *
 * @param afterIdle how long nothing may happen before the session is parked
 * @param wakeEvery how long it sleeps at most before it takes what arrived
 */
public record ParkSettings(Duration afterIdle, Duration wakeEvery) {
  /**
   * Bounds of {@link #afterIdle}. Waking costs about as much as a minute awake (docs/COST.md), and
   * who sends every few minutes should not wait for it each time.
   */
  public static final Duration SHORTEST_IDLE = Duration.ofMinutes(5);

  public static final Duration LONGEST_IDLE = Duration.ofDays(1);

  public static final Duration SHORTEST_SLEEP = Duration.ofMinutes(30);

  /**
   * WhatsApp unlinks all devices of a phone that was away for 14 days, and a device that did not
   * connect for about 30. Three days leave four wakes within the shorter time, should some fail.
   */
  public static final Duration LONGEST_SLEEP = Duration.ofDays(3);

  /** A session that woke by itself sleeps again when nothing happened for so long. */
  public static final Duration LINGER = Duration.ofSeconds(30);

  /** A tenth of its sleep before its time, a session wakes where a host has a slot to spare. */
  private static final int EARLIER = 10;

  public ParkSettings {
    if (!afterIdle.isPositive() || !wakeEvery.isPositive()) {
      throw new IllegalArgumentException("a session cannot be parked for no time");
    }
  }

  /** Whether customers and plans may set these. */
  public boolean isAllowed() {
    return isWithin(afterIdle, SHORTEST_IDLE, LONGEST_IDLE)
        && isWithin(wakeEvery, SHORTEST_SLEEP, LONGEST_SLEEP);
  }

  private static boolean isWithin(Duration time, Duration least, Duration most) {
    return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
  }

  /**
   * The time without activity after which the session is parked.
   *
   * @param checksIn whether it woke by itself
   */
  public Duration quietFor(boolean checksIn) {
    return checksIn && LINGER.compareTo(afterIdle) < 0 ? LINGER : afterIdle;
  }

  /** The time by which a wake may come early. */
  public Duration earlier() {
    return wakeEvery.dividedBy(EARLIER);
  }
}
