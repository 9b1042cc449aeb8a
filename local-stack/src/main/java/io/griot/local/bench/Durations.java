package io.griot.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects measured times and computes percentiles. Thread-safe. */
public final class Durations {
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

  public void add(Duration duration) {
    nanos.add(duration.toNanos());
  }

  public int count() {
    return nanos.size();
  }

  /** All times in milliseconds, in ascending order. */
  public List<Long> sortedMillis() {
    synchronized (nanos) {
      return nanos.stream().map(it -> it / 1_000_000).sorted().toList();
    }
  }

  /** The value below which the given share of all values lies, in milliseconds (nearest rank). */
  public double percentileMillis(double share) {
    List<Long> sorted;
    synchronized (nanos) {
      sorted = nanos.stream().sorted().toList();
    }
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / 1e6;
  }

  /** A line such as {@code p50 12.3 p95 45.6 p99 78.9 ms}. */
  public String summary() {
    return "p50 %6.1f   p95 %6.1f   p99 %6.1f ms"
        .formatted(percentileMillis(0.50), percentileMillis(0.95), percentileMillis(0.99));
  }
}
