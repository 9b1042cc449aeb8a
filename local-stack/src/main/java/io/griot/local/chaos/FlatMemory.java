package io.griot.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks that the memory of a host's process does not grow with its age. Only processes that ran
 * long enough are judged. Thread-safe.
 */
final class FlatMemory {
  static final String PROMISE = "the memory of a host is flat";

  /** The minimum number of samples. At first a heap grows to its working size. */
  private static final int ENOUGH = 40;

  private static final double GROWTH = 1.3;
  private static final double GROWTH_MB = 40;

  private final Map<String, List<Double>> megabytes = new TreeMap<>();

  /** Records the memory of a host. Samples are at equal intervals. */
  synchronized void sample(String host, double mb) {
    megabytes.computeIfAbsent(host, it -> new ArrayList<>()).add(mb);
  }

  /** The hosts whose last quarter of samples is well above their second. */
  synchronized List<Violation> check() {
    return megabytes.entrySet().stream()
        .filter(entry -> entry.getValue().size() >= ENOUGH)
        .map(entry -> grown(entry.getKey(), entry.getValue()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The number of hosts with enough samples. */
  synchronized long judged() {
    return megabytes.values().stream().filter(samples -> samples.size() >= ENOUGH).count();
  }

  private static Optional<Violation> grown(String host, List<Double> samples) {
    int quarter = samples.size() / 4;
    double early = mean(samples.subList(quarter, 2 * quarter));
    double late = mean(samples.subList(samples.size() - quarter, samples.size()));
    return late > early * GROWTH && late - early > GROWTH_MB
        ? Optional.of(new Violation(PROMISE, host, "%.0f MB after %.0f MB".formatted(late, early)))
        : Optional.empty();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(it -> it).average().orElse(0);
  }
}
