package io.griot.functions.webhooks;

import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides when an event is sent again, and when it is given up. Only attempts of the event itself
 * count; waiting for others does not.
 *
 * <p>It distinguishes an event that its receiver does not take from a receiver that takes nothing,
 * because later events of the chat wait:
 *
 * <ul>
 *   <li>When the receiver took another event meanwhile, the fault is this event's. It is given up
 *       after {@link #ATTEMPTS}, about six hours.
 *   <li>Otherwise the fault is unknown. One event is given up after as many attempts, or after
 *       {@link #AWAY} when the receiver is not available, to see whether the next one is taken. The
 *       others wait.
 * </ul>
 */
final class Schedule {
  static final int ATTEMPTS = 40;

  static final Duration AWAY = Duration.ofDays(3);

  /** The first pauses. They are short, because a receiver that is being restarted returns soon. */
  private static final List<Duration> FIRST =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  private static final Duration LATER = Duration.ofMinutes(10);

  private static final int MANY_RECEIVES = 50;
  private static final int VERY_MANY_RECEIVES = 500;

  private Schedule() {}

  /**
   * The pause after a failed attempt.
   *
   * @param attempts the number of attempts so far, at least 1
   */
  static Duration after(int attempts) {
    return attempts <= FIRST.size() ? FIRST.get(Math.max(attempts, 1) - 1) : LATER;
  }

  /**
   * The pause of an event that waits for something else. It grows with the number of receives,
   * because SQS gives an event up after {@link io.griot.contract.QueueAttributes#EVENT_RECEIVES}.
   */
  static Duration waiting(int receives, Duration wanted) {
    Duration least = Duration.ofSeconds(1);
    if (receives > VERY_MANY_RECEIVES) {
      least = LATER;
    } else if (receives > MANY_RECEIVES) {
      least = Duration.ofSeconds(10);
    }
    return wanted.compareTo(least) < 0 ? least : wanted;
  }

  /**
   * Whether an event is given up.
   *
   * @param report the event's report, including the last attempt
   * @param receiver the receiver's state after the last attempt
   */
  static boolean isOver(DeliveryReport report, Answer.Failed answer, ReceiverState receiver) {
    if (report.attempts() < ATTEMPTS) {
      return false;
    }
    Optional<Instant> failing = receiver.failingSince();
    boolean tookOthers = failing.isEmpty() || failing.get().isAfter(report.first());
    boolean isLong = !report.last().isBefore(report.first().plus(AWAY));
    return tookOthers || (receiver.gaveUpAt().isEmpty() && (!answer.isAway() || isLong));
  }
}
