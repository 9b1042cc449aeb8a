package io.griot.functions.webhooks;

import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When an event is sent again, and when no more. Attempts are those of the event: what it waited
 * for others does not count.
 *
 * <p>An event that its receiver does not take is told from a receiver that takes nothing, because
 * what follows in a chat waits for it:
 *
 * <ul>
 *   <li>When the receiver took something else meanwhile, it is the event. It is given up after
 *       {@link #ATTEMPTS}, about six hours.
 *   <li>Otherwise nobody can tell. One event is given up after as many attempts, to see whether the
 *       next is taken; of a receiver that is away, after {@link #AWAY}. The others wait.
 * </ul>
 */
final class Schedule {
  static final int ATTEMPTS = 40;

  static final Duration AWAY = Duration.ofDays(3);

  /** Short at first, because a receiver that is being restarted is back soon. */
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
   * @param attempts 1 after the first
   */
  static Duration after(int attempts) {
    return attempts <= FIRST.size() ? FIRST.get(Math.max(attempts, 1) - 1) : LATER;
  }

  /**
   * The pause of an event that waits for something else. Longer when it waited often: SQS gives an
   * event up after {@link io.griot.contract.QueueAttributes#EVENT_RECEIVES}.
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
   * @param report with its attempts, the last one among them
   * @param receiver how its receiver does, after the last attempt
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
