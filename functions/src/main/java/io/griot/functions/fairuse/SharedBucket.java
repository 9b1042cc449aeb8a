package io.griot.functions.fairuse;

import java.time.Instant;

/**
 * Takes tokens from a bucket that many instances use concurrently. Within a slot, takings do not
 * conflict; the first of a slot moves the bucket there. Thread-safe.
 */
final class SharedBucket {
  /**
   * The number of tries. Each fails because another instance moved the slot, or took the last
   * tokens.
   */
  private static final int TRIES = 8;

  private final BucketStore buckets;

  SharedBucket(BucketStore buckets) {
    this.buckets = buckets;
  }

  /**
   * The result of taking tokens.
   *
   * @param tokens 0 when none is left
   * @param now the bucket afterwards
   */
  record Taking(int tokens, Bucket now) {}

  /**
   * Takes up to the wanted number of tokens. One write, if the bucket is as this instance saw it
   * last.
   *
   * @throws BucketContendedException when other instances interfered at every try
   */
  Taking take(String scope, Bucket seen, int wanted, int limit, Instant now) {
    Bucket known = seen;
    for (int tries = 0; tries < TRIES; tries++) {
      long slot = known.slotAt(now);
      Bucket bucket = known.at(slot);
      // At most the known number is free; the write tells.
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
