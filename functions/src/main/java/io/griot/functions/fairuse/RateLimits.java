package io.griot.functions.fairuse;

import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the requests of a scope per minute, over all instances. An instance takes a chunk of
 * tokens from the scope's shared bucket and uses them without further writes; it remembers when the
 * bucket is empty, so that refused requests write nothing.
 *
 * <p>If the store fails, requests pass: paying customers are served. Thread-safe; blocks while
 * tokens are taken.
 */
public final class RateLimits {
  private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
  private static final int MAX_SCOPES = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final SharedBucket buckets;
  private final InstantSource clock;
  private final BoundedCache<String, Held> held;

  private static final class Held {
    final ReentrantLock lock = new ReentrantLock();
    final Allotment allotment = new Allotment();
  }

  public RateLimits(BucketStore buckets, InstantSource clock) {
    this.buckets = new SharedBucket(buckets);
    this.clock = clock;
    this.held = new BoundedCache<>(MAX_SCOPES, REMEMBERED, clock);
  }

  /**
   * The decision on a request.
   *
   * @param limit requests per minute
   * @param remaining the remaining requests, as far as this instance knows
   * @param resetsIn the time until tokens return and a refused request may be repeated
   */
  public record Verdict(boolean admitted, int limit, long remaining, Duration resetsIn) {}

  /** Counts a request of a scope, and decides on it. */
  public Verdict ask(String scope, int limit) {
    Instant now = clock.instant();
    Held of = held(scope);
    of.lock.lock();
    try {
      of.allotment.ask(now);
      boolean admitted = of.allotment.use(now) || take(scope, of.allotment, limit, now);
      Instant next = of.allotment.seen().nextAt();
      Duration resets = now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
      return new Verdict(admitted, limit, of.allotment.remaining(limit, now), resets);
    } finally {
      of.lock.unlock();
    }
  }

  private boolean take(String scope, Allotment allotment, int limit, Instant now) {
    if (allotment.emptyUntil(limit, now).isPresent()) {
      return false;
    }
    if (allotment.isUncounted(now)) {
      return true;
    }
    try {
      int chunk = allotment.chunk(limit, now);
      allotment.took(buckets.take(scope, allotment.seen(), chunk, limit, now), limit, now);
      return allotment.use(now);
    } catch (RuntimeException e) {
      allotment.failed(now);
      log.atWarn().setCause(e).addKeyValue("scope", scope).log("rate.not_counted");
      return true;
    }
  }

  private synchronized Held held(String scope) {
    Held of = held.get(scope).orElseGet(Held::new);
    held.put(scope, of);
    return of;
  }
}
