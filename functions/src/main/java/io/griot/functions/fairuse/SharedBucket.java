package io.griot.functions.fairuse;

import java.time.Instant;

/**
 * Takes tokens from a bucket that many instances take from at the same time. Within a slot, takings
 * do not disturb each other; the first one of a slot moves the bucket there. Thread-safe.
 */
final class SharedBucket {
  /** Each time another instance came in between: moved the slot, or took what was left. */
  private static final int TRIES = 8;

  private final BucketStore buckets;

  SharedBucket(BucketStore buckets) {
    this.buckets = buckets;
  }

  /**
   * The result of taking tokens.
   *
   * @param tokens 0 when none is left
   * @param now the bucket after it
   */
  record Taking(int tokens, Bucket now) {}

  /**
   * Takes as many tokens as there are, up to those that are wanted. One write, where the bucket is
   * as this instance saw it last.
   *
   * @throws BucketContendedException when other instances always came in between
   */
  Taking take(String scope, Bucket seen, int wanted, int limit, Instant now) {
    Bucket known = seen;
    for (int tries = 0; tries < TRIES; tries++) {
      long slot = known.slotAt(now);
      Bucket bucket = known.at(slot);
      // The known count is all that is taken, or less: the write tells.
      int tokens = (int) Math.min(wanted, bucket.free(limit));
      if (tokens == 0 && tries > 0) {
        return new Taking(0, bucket);
      }
      int asked = Math.max(1, tokens);
      BucketStore.Change write =
          known.slot() != slot && tokens > 0
              ? buckets.move(scope, known, bucket.less(asked))
              : buckets.take(scope, slot, asked, limit);
      switch (write) {
        case BucketStore.Change.Done(Bucket after) -> {
          return new Taking(asked, after);
        }
        case BucketStore.Change.Differs(Bucket stored) -> known = stored;
      }
    }
    throw new BucketContendedException(scope);
  }
}
