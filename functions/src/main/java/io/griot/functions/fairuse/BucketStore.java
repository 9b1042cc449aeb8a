package io.griot.functions.fairuse;

/** Where buckets are shared. Each call is one conditional write. */
public interface BucketStore {
  /** The result of a write. */
  sealed interface Change {
    /** It counts; the bucket is so now. */
    record Done(Bucket now) implements Change {}

    /** The bucket is not as it must be for this, and nothing was written. */
    record Differs(Bucket stored) implements Change {}
  }

  /**
   * Takes tokens, if the bucket's slot is this one and so many are left when it holds {@code
   * limit}.
   */
  Change take(String scope, long slot, int tokens, int limit);

  /** Stores a bucket in a later slot, if it is still as it was seen. */
  Change move(String scope, Bucket seen, Bucket moved);
}
