package io.griot.local.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No page logs in while another page of its account still has a socket, as the sandbox counts it.
 * Thread-safe.
 *
 * <p>A host that was stopped with its browsers keeps its sockets open: those are taken over.
 */
final class Takeovers {
  /** From its end on, a stop's sockets are closed; a look may come that much later. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Map<Integer, Integer> counts = new HashMap<>();
  private boolean stopped;
  private long endNanos;

  /** A host is about to be stopped with all its browsers. */
  synchronized void stopped() {
    stopped = true;
  }

  /** It went on. */
  synchronized void goesOn(long nanos) {
    stopped = false;
    endNanos = nanos;
  }

  /** The sandbox has counted so many takeovers of this account's device. */
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
