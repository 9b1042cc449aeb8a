package io.griot.local.chaos;

import java.time.Duration;
import java.util.Set;

/**
 * What a service does wrong with which requests.
 *
 * @param kind what
 * @param share of the requests that it meets: 0 none, 1 all
 * @param delay how long {@link Kind#SLOW} holds a request back; the others ignore it
 * @param operations the operations that it may meet, as {@code PutItem} or {@code SendMessage}, for
 *     S3 the methods; empty for all
 * @param times how many requests it meets at most
 */
public record AwsFault(
    Kind kind, double share, Duration delay, Set<String> operations, long times) {
  /** What a service can do wrong. */
  public enum Kind {
    /** The request goes on after the delay. */
    SLOW,
    /** The connection is reset before anything of the request was read: nothing was done. */
    REFUSE,
    /** The request is read, nothing is done, and no answer comes, however long one waits. */
    HANG,
    /**
     * The request is read and goes on when the fault is over, whether or not its caller waits
     * still: work that its caller has given up is done, and in any order.
     */
    LATE,
    /** The service's own error for who calls too often; nothing was done. */
    THROTTLE,
    /** The service did the work and answers 500. */
    ERROR_AFTER_WORK,
    /** The service did the work and the connection is reset in place of its answer. */
    CUT_AFTER_WORK
  }

  private static final Duration SLOW = Duration.ofSeconds(1);

  public AwsFault {
    if (!(share >= 0 && share <= 1) || delay.isNegative() || times < 0) {
      throw new IllegalArgumentException("share %s, delay %s".formatted(share, delay));
    }
    operations = Set.copyOf(operations);
  }

  /** It meets every request; {@link Kind#SLOW} means a second. */
  public static AwsFault of(Kind kind) {
    return new AwsFault(kind, 1, SLOW, Set.of(), Long.MAX_VALUE);
  }

  /** The same for a share of the requests. */
  public AwsFault forShare(double wanted) {
    return new AwsFault(kind, wanted, delay, operations, times);
  }

  /** The same with another delay. */
  public AwsFault by(Duration wanted) {
    return new AwsFault(kind, share, wanted, operations, times);
  }

  /** The same for these operations only. */
  public AwsFault only(String... wanted) {
    return new AwsFault(kind, share, delay, Set.of(wanted), times);
  }

  /** The same for so many requests at most. */
  public AwsFault times(long wanted) {
    return new AwsFault(kind, share, delay, operations, wanted);
  }
}
