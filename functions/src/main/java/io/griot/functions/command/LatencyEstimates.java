package io.griot.functions.command;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The durations of operations as moving averages, from which the time of the first read of an
 * outcome is chosen. Thread-safe.
 *
 * <p>A measured duration is never less than the time of the first read. So an average that is too
 * high would confirm itself; an outcome found by the first read therefore counts as half its time.
 * The average falls faster than it rises, because a late read costs the caller time, and an early
 * one only a read.
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
   * Adds a measurement.
   *
   * @param took the time from the request to the read that found the outcome
   * @param firstLook whether it was the first read
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
