package io.griot.functions.fairuse;

import java.util.HashMap;
import java.util.Map;

/** Buckets in memory. Thread-safe. */
public final class MemoryBucketStore implements BucketStore {
  private final Map<String, Bucket> buckets = new HashMap<>();
  private int writes;
  private boolean fails;

  @Override
  public synchronized Change take(String scope, long slot, int tokens, int limit) {
    count();
    Bucket stored = buckets.getOrDefault(scope, Bucket.FULL);
    if (stored.slot() != slot || stored.total() > limit - tokens) {
      return new Change.Differs(stored);
    }
    return done(scope, stored.less(tokens));
  }

  @Override
  public synchronized Change move(String scope, Bucket seen, Bucket moved) {
    count();
    Bucket stored = buckets.getOrDefault(scope, Bucket.FULL);
    if (stored.slot() != seen.slot() || stored.total() != seen.total()) {
      return new Change.Differs(stored);
    }
    return done(scope, moved);
  }

  private Change done(String scope, Bucket bucket) {
    buckets.put(scope, bucket);
    return new Change.Done(bucket);
  }

  private void count() {
    writes++;
    if (fails) {
      throw new IllegalStateException("the store fails");
    }
  }

  synchronized int writes() {
    return writes;
  }

  synchronized void fail(boolean now) {
    fails = now;
  }
}
