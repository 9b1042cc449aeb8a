package io.griot.functions.fairuse;

/** Stores shared buckets. Each call is one conditional write. */
public interface BucketStore {
  /** The result of a write. */
  sealed interface Change {
    /** The write succeeded; this is the new bucket. */
    record Done(Bucket now) implements Change {}

    /** The condition failed, and nothing was written. */
    record Differs(Bucket stored) implements Change {}
  }

  /**
   * Takes tokens, on condition that the bucket's slot is this one and enough tokens are free under
   * {@code limit}.
   */
  Change take(String scope, long slot, int tokens, int limit);

  /** Stores a bucket in a later slot, on condition that it is as seen. */
  Change move(String scope, Bucket seen, Bucket moved);
}
