package io.griot.local.chaos;

import java.time.Duration;
import java.util.Set;

/**
 * A failure of a service, and the requests that it affects.
 *
 * @param kind the kind of failure
 * @param share the share of requests it affects: 0 none, 1 all
 * @param delay the time for which {@link Kind#SLOW} delays a request; unused by others
 * @param operations the operations it may affect, such as {@code PutItem} or {@code SendMessage},
 *     for S3 the methods; empty for all
 * @param times the maximum number of requests it affects
 */
public record AwsFault(
    Kind kind, double share, Duration delay, Set<String> operations, long times) {
  /** The ways in which a service can fail. */
  public enum Kind {
    /** The request is delayed, then served. */
    SLOW,
    /** The connection is reset before the request is read. Nothing was done. */
    REFUSE,
    /** The request is read, nothing is done, and no answer ever comes. */
    HANG,
    /**
     * The request is read, and served when the fault is over, even if its caller is gone. So work
     * that a caller gave up is done late, in any order.
     */
    LATE,
    /** The service's own throttling error. Nothing was done. */
    THROTTLE,
    /** The service does the work and answers 500. */
    ERROR_AFTER_WORK,
    /** The service does the work, and the connection is reset instead of an answer. */
    CUT_AFTER_WORK
  }

  private static final Duration SLOW = Duration.ofSeconds(1);

  public AwsFault {
    if (!(share >= 0 && share <= 1) || delay.isNegative() || times < 0) {
      throw new IllegalArgumentException("share %s, delay %s".formatted(share, delay));
    }
    operations = Set.copyOf(operations);
  }

  /** A fault that affects every request; {@link Kind#SLOW} delays by a second. */
  public static AwsFault of(Kind kind) {
    return new AwsFault(kind, 1, SLOW, Set.of(), Long.MAX_VALUE);
  }

  /** A copy for a share of the requests. */
  public AwsFault forShare(double wanted) {
    return new AwsFault(kind, wanted, delay, operations, times);
  }

  /** A copy with another delay. */
  public AwsFault by(Duration wanted) {
    return new AwsFault(kind, share, wanted, operations, times);
  }

  /** A copy for these operations only. */
  public AwsFault only(String... wanted) {
    return new AwsFault(kind, share, delay, Set.of(wanted), times);
  }

  /** A copy for at most this many requests. */
  public AwsFault times(long wanted) {
    return new AwsFault(kind, share, delay, operations, wanted);
  }
}
