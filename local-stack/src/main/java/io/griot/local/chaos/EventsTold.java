package io.griot.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A message that a person wrote is told once. What waits in a host dies with it, so a message may
 * be missing whose host or browser was taken from it right after it was written. For one thread.
 */
final class EventsTold {
  static final String PROMISE = "a message is told once";

  /** Deliveries that were answered are repeated only when their receipt was lost. */
  private static final int REPEATED_IN_HUNDRED = 1;

  private final List<Cut> cuts;
  private final List<Cut> delays;
  private final Duration onItsWay;

  /**
   * A check.
   *
   * @param cuts when hosts and browsers were taken from accounts
   * @param delays when the events' queue was out of the reach of their hosts
   * @param onItsWay how long a message may need from a person's phone to the queue besides
   */
  EventsTold(List<Cut> cuts, List<Cut> delays, Duration onItsWay) {
    this.cuts = List.copyOf(cuts);
    this.delays = List.copyOf(delays);
    this.onItsWay = onItsWay;
  }

  /**
   * A time in which something was taken from an account.
   *
   * @param account its number
   */
  record Cut(int account, long fromNanos, long toNanos) {}

  /**
   * What became of all messages.
   *
   * @param told messages that were told
   * @param lost those that died with a host
   * @param earliestLost how many nanoseconds before its fault the earliest of the lost came
   * @param repeated deliveries that came again
   */
  record Result(
      int told, int lost, OptionalLong earliestLost, int repeated, List<Violation> violations) {
    Result {
      violations = List.copyOf(violations);
    }
  }

  /**
   * Compares.
   *
   * @param deliveries the ids of each message's deliveries
   */
  Result check(List<Written> written, Map<String, List<String>> deliveries) {
    List<Violation> found = new ArrayList<>();
    int told = 0;
    List<Long> lost = new ArrayList<>();
    int repeated = 0;
    for (Written message : written) {
      List<String> ids = deliveries.getOrDefault(message.id(), List.of());
      int different = new HashSet<>(ids).size();
      repeated += ids.size() - different;
      if (different == 1) {
        told++;
      } else if (different > 1) {
        found.add(violation(message, "was told under %d ids".formatted(different)));
      } else {
        OptionalLong before = beforeItsFault(message);
        before.ifPresentOrElse(
            lost::add, () -> found.add(violation(message, "was not told" + nextFault(message))));
      }
    }
    if (repeated > 1 && repeated * 100L >= (long) told * REPEATED_IN_HUNDRED) {
      found.add(
          new Violation(
              PROMISE, "all events", "%d deliveries of %d came again".formatted(repeated, told)));
    }
    return new Result(told, lost.size(), lost.stream().mapToLong(it -> it).max(), repeated, found);
  }

  /** How long before the fault that it died with; below zero while that lasted. */
  private OptionalLong beforeItsFault(Written message) {
    return cuts.stream()
        .filter(cut -> meets(cut, message))
        .mapToLong(cut -> cut.fromNanos() - message.nanos())
        .min();
  }

  private String nextFault(Written message) {
    return cuts.stream()
        .filter(cut -> cut.account() == message.account())
        .mapToLong(cut -> cut.fromNanos() - message.nanos())
        .filter(until -> until > 0)
        .min()
        .stream()
        .mapToObj(until -> ", %.1f s before the next fault of its account".formatted(until / 1e9))
        .findFirst()
        .orElse(", after the last fault of its account");
  }

  private boolean meets(Cut cut, Written message) {
    return cut.account() == message.account()
        && message.nanos() <= cut.toNanos()
        && cut.fromNanos() - message.nanos() - delay(message, cut.fromNanos()) < onItsWay.toNanos();
  }

  /** For how long the queue was out of reach from the message to this moment, at most. */
  private long delay(Written message, long nanos) {
    return delays.stream()
        .filter(delay -> delay.account() == message.account())
        .mapToLong(delay ->
            Math.min(delay.toNanos(), nanos) - Math.max(delay.fromNanos(), message.nanos()))
        .filter(overlap -> overlap > 0)
        .sum();
  }

  private static Violation violation(Written message, String what) {
    return new Violation(
        PROMISE, message.id(), "to session %d: %s".formatted(message.account() + 1, what));
  }
}
