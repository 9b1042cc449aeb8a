package io.griot.host.session;

import java.time.Duration;

/**
 * Delay before the next attempt: one second, doubled after each failure, at most a minute. For one
 * thread.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = FIRST;

  Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return now;
  }

  void reset() {
    next = FIRST;
  }
}
