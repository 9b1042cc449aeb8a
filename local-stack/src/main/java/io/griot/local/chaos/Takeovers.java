package io.griot.local.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that no page logs in while another page of its account still has a socket, by the
 * sandbox's count. Thread-safe.
 *
 * <p>The exception is a host that was stopped together with its browsers: it keeps its sockets
 * open, so they are taken over.
 */
final class Takeovers {
  /** The time after a stop's end in which a takeover may still be seen. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Map<Integer, Integer> counts = new HashMap<>();
  private boolean stopped;
  private long endNanos;

  /** Records that a host is about to be stopped with all its browsers. */
  synchronized void stopped() {
    stopped = true;
  }

  /** Records that the stopped host continues. */
  synchronized void goesOn(long nanos) {
    stopped = false;
    endNanos = nanos;
  }

  /** Checks the sandbox's count of takeovers of an account's device. */
  synchronized List<Violation> look(int account, int count, long nanos) {
    int before = counts.getOrDefault(account, 0);
    // A device that was unlinked takes its count with it; the next one begins at zero.
    int more = count < before ? count : count - before;
    counts.put(account, count);
    boolean expected = stopped || (endNanos != 0 && nanos - endNanos < LATE.toNanos());
    return more == 0 || expected
        ? List.of()
        : List.of(
            new Violation(
                TwoBrowsers.PROMISE,
                "session %d".formatted(account + 1),
                "a page logged in while another had a socket (%d times so far)".formatted(count)));
  }
}
