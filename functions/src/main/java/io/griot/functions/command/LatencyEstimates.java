package io.griot.functions.command;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How long each operation takes, as a moving average of what was seen lately: when it is worth
 * looking for an outcome first. Thread-safe.
 *
 * <p>What is seen is never less than the time of the first look. So an average that is too high
 * would confirm itself; an outcome that is there at the first look therefore counts as if it had
 * taken half the time. And it falls faster than it rises, because looking too late costs the caller
 * time, looking too early only a read.
 */
final class LatencyEstimates {
  private static final double UNKNOWN_NANOS = Duration.ofMillis(50).toNanos();
  private static final double WEIGHT_DOWN = 0.5;
  private static final double WEIGHT_UP = 0.1;

  private final ConcurrentMap<String, Double> averages = new ConcurrentHashMap<>();

  Duration expected(String operation) {
    return Duration.ofNanos(Math.round(averages.getOrDefault(operation, UNKNOWN_NANOS)));
  }

  /**
   * Learns from an outcome.
   *
   * @param took from the request to the look that found it
   * @param firstLook whether no earlier look had missed it
   */
  void saw(String operation, Duration took, boolean firstLook) {
    double seen = firstLook ? took.toNanos() / 2.0 : took.toNanos();
    averages.merge(
        operation,
        seen,
        (average, newest) ->
            average + (newest < average ? WEIGHT_DOWN : WEIGHT_UP) * (newest - average));
  }
}
