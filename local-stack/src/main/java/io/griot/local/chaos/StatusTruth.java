package io.griot.local.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a status is "connected" only if the session's page existed recently. The inputs are
 * looks at the process table and answers of the API. Thread-safe.
 */
final class StatusTruth {
  static final String PROMISE = "a status is evidence";

  private final Duration bound;
  private final Map<Integer, Long> lastThere = new HashMap<>();

  /**
   * A check.
   *
   * @param bound the maximum time after its page last existed in which a session may be reported
   *     connected
   */
  StatusTruth(Duration bound) {
    this.bound = bound;
  }

  /** Records that a browser of this account ran at this moment. */
  synchronized void there(int account, long nanos) {
    lastThere.merge(account, nanos, Math::max);
  }

  /** Checks the answer "connected" to a request that was begun at this moment. */
  synchronized List<Violation> connected(int account, long askedNanos) {
    Long there = lastThere.get(account);
    if (there == null || askedNanos - there <= bound.toNanos()) {
      return List.of();
    }
    return List.of(
        new Violation(
            PROMISE,
            "session %d".formatted(account + 1),
            "connected, %.0f s after its browser was there".formatted((askedNanos - there) / 1e9)));
  }
}
