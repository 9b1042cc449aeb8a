package io.griot.functions.command;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How long each operation takes, as a moving average of what was seen lately: when it is worth
 * looking for an outcome first. Thread-safe.
 */
final class LatencyEstimates {
  private static final Duration UNKNOWN = Duration.ofMillis(50);
  private static final double NEWEST_WEIGHT = 0.2;

  private final ConcurrentMap<String, Double> nanos = new ConcurrentHashMap<>();

  Duration expected(String operation) {
    return Duration.ofNanos(Math.round(nanos.getOrDefault(operation, (double) UNKNOWN.toNanos())));
  }

  void saw(String operation, Duration took) {
    double newest = took.toNanos();
    nanos.merge(operation, newest, (average, seen) -> average + NEWEST_WEIGHT * (seen - average));
  }
}
