package io.griot.functions.webhooks;

import java.time.Duration;
import java.util.List;

/**
 * How long an event waits before it is tried again: short at first, because a receiver that is
 * being restarted is back soon, and never longer than ten minutes, because what follows in the same
 * chat waits too. {@link io.griot.contract.QueueAttributes#EVENT_RECEIVES} tries take about six
 * hours.
 */
final class Backoff {
  private static final List<Duration> FIRST =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  private static final Duration LATER = Duration.ofMinutes(10);

  private Backoff() {}

  /**
   * The pause after a failed try.
   *
   * @param receives how often the event was received, 1 for the first time
   */
  static Duration after(int receives) {
    return receives <= FIRST.size() ? FIRST.get(Math.max(receives, 1) - 1) : LATER;
  }
}
