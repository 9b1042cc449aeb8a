package io.griot.functions.fairuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One instance's part of a bucket: tokens that it took and has not used, and how fast it is asked
 * for them. Guarded by whoever holds it.
 */
final class Allotment {
  /** How far back requests count for the rate at which this instance is asked. */
  private static final double MEMORY_SECONDS = 10;

  /** For how long tokens are taken ahead while most of the bucket is free, and while it is not. */
  private static final double AHEAD_SECONDS = 30;

  private static final double LEAST_AHEAD_SECONDS = 3;

  /** Tokens that are not used by then are lost: they count as taken for a minute all the same. */
  static final Duration LASTS = Duration.ofSeconds(30);

  /** How long requests go through uncounted after the store failed. */
  static final Duration UNCOUNTED = Duration.ofSeconds(5);

  /** The most that one instance takes at once, as a share of the bucket. */
  private static final int SHARE = 20;

  private int tokens;
  private Instant usableUntil = Instant.EPOCH;
  private double weight;
  private Instant asked = Instant.EPOCH;
  private Bucket seen = Bucket.FULL;
  private int emptyFor;
  private Instant emptyUntil = Instant.EPOCH;
  private Instant uncountedUntil = Instant.EPOCH;

  /** Notes that somebody asks for a token. */
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

  /** Uses one of the tokens at hand; false when there is none. */
  boolean use(Instant now) {
    if (tokens == 0 || !now.isBefore(usableUntil)) {
      tokens = 0;
      return false;
    }
    tokens--;
    return true;
  }

  /** When the bucket has tokens again, where it is known to have none before. */
  Optional<Instant> emptyUntil(int limit, Instant now) {
    // A customer with a new plan does not wait for what the old one said.
    return Optional.of(emptyUntil).filter(end -> limit == emptyFor && now.isBefore(end));
  }

  /** Whether the store failed a moment ago: nobody waits for it again before this is over. */
  boolean isUncounted(Instant now) {
    return now.isBefore(uncountedUntil);
  }

  /** Notes that the store failed. */
  void failed(Instant now) {
    uncountedUntil = now.plus(UNCOUNTED);
  }

  /**
   * How many tokens to take: those of the next seconds, fewer seconds the fuller the use of the
   * bucket is. What nobody else asks for may be taken ahead; what many ask for may not lie unused.
   */
  int chunk(int limit, Instant now) {
    double used = Math.min(1, seen.at(seen.slotAt(now)).total() / (double) limit);
    double ahead =
        LEAST_AHEAD_SECONDS + (AHEAD_SECONDS - LEAST_AHEAD_SECONDS) * Math.max(0, 1 - 2 * used);
    // Without the one that asks: of an instance that was never asked before nobody knows more.
    double expected = (weight - 1) / MEMORY_SECONDS * ahead;
    return Math.clamp(Math.round(expected), 1, Math.max(1, limit / SHARE));
  }

  /** Notes what was taken. */
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

  /** How many more requests may go, as far as this instance knows. */
  long remaining(int limit, Instant now) {
    return tokens + seen.at(seen.slotAt(now)).free(limit);
  }
}
