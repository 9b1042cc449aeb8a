package io.griot.local.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A status says "connected" only while the session's page was there lately. Fed with looks at the
 * process table and with answers. Thread-safe.
 */
final class StatusTruth {
  static final String PROMISE = "a status is evidence";

  private final Duration bound;
  private final Map<Integer, Long> lastThere = new HashMap<>();

  /**
   * A check.
   *
   * @param bound how long after its page was last there a session may be called connected
   */
  StatusTruth(Duration bound) {
    this.bound = bound;
  }

  /** A browser of this account ran at this moment. */
  synchronized void there(int account, long nanos) {
    lastThere.merge(account, nanos, Math::max);
  }

  /** A request for its status, begun at this moment, was answered: it is connected. */
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
