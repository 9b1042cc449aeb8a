package io.griot.functions.fairuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An instance's share of a bucket: tokens that it took and has not used, and its request rate.
 * Guarded by its owner.
 */
final class Allotment {
  /** The time constant of the average of this instance's request rate. */
  private static final double MEMORY_SECONDS = 10;

  /**
   * The time for which tokens are taken ahead, while most of the bucket is free and while it is
   * not.
   */
  private static final double AHEAD_SECONDS = 30;

  private static final double LEAST_AHEAD_SECONDS = 3;

  /**
   * The time after which unused tokens are lost. In the bucket they still count as taken for a
   * minute.
   */
  static final Duration LASTS = Duration.ofSeconds(30);

  /** The time after a failure of the store in which requests pass uncounted. */
  static final Duration UNCOUNTED = Duration.ofSeconds(5);

  /** The divisor of the bucket that bounds the tokens an instance takes at once. */
  private static final int SHARE = 20;

  private int tokens;
  private Instant usableUntil = Instant.EPOCH;
  private double weight;
  private Instant asked = Instant.EPOCH;
  private Bucket seen = Bucket.FULL;
  private int emptyFor;
  private Instant emptyUntil = Instant.EPOCH;
  private Instant uncountedUntil = Instant.EPOCH;

  /** Records a request for a token. */
  void ask(Instant now) {
    weight = 1 + weight * decay(now);
    if (now.isAfter(asked)) {
      asked = now;
    }
  }

  private double decay(Instant now) {
    double seconds = Math.max(0, Duration.between(asked, now).toMillis() / 1e3);
    return Math.exp(-seconds / MEMORY_SECONDS);
  }

  /** Uses a token of this instance; false when there is none. */
  boolean use(Instant now) {
    if (tokens == 0 || !now.isBefore(usableUntil)) {
      tokens = 0;
      return false;
    }
    tokens--;
    return true;
  }

  /** The time at which the bucket has tokens again, if it is known to be empty. */
  Optional<Instant> emptyUntil(int limit, Instant now) {
    // A new limit makes this knowledge obsolete.
    return Optional.of(emptyUntil).filter(end -> limit == emptyFor && now.isBefore(end));
  }

  /** Whether the store has just failed, so that requests do not wait for it. */
  boolean isUncounted(Instant now) {
    return now.isBefore(uncountedUntil);
  }

  /** Records a failure of the store. */
  void failed(Instant now) {
    uncountedUntil = now.plus(UNCOUNTED);
  }

  /**
   * The number of tokens to take: enough for some seconds ahead, fewer the fuller the bucket is
   * used. If other instances need few, more may be taken ahead; if they need many, none may lie
   * unused.
   */
  int chunk(int limit, Instant now) {
    double used = Math.min(1, seen.at(seen.slotAt(now)).total() / (double) limit);
    double ahead =
        LEAST_AHEAD_SECONDS + (AHEAD_SECONDS - LEAST_AHEAD_SECONDS) * Math.max(0, 1 - 2 * used);
    // Without the current request: the rate of a new instance is unknown.
    double expected = (weight - 1) / MEMORY_SECONDS * ahead;
    return Math.clamp(Math.round(expected), 1, Math.max(1, limit / SHARE));
  }

  /** Records a taking. */
  void took(SharedBucket.Taking taking, int limit, Instant now) {
    seen = taking.now();
    tokens = taking.tokens();
    usableUntil = now.plus(LASTS);
    if (tokens == 0) {
      emptyFor = limit;
      emptyUntil = seen.nextAt();
    }
  }

  Bucket seen() {
    return seen;
  }

  /** The remaining number of requests, as far as this instance knows. */
  long remaining(int limit, Instant now) {
    return tokens + seen.at(seen.slotAt(now)).free(limit);
  }
}
