package io.griot.functions.fairuse;

class MemoryBucketStoreTest extends BucketStoreContract {
  private final MemoryBucketStore buckets = new MemoryBucketStore();

  @Override
  protected BucketStore buckets() {
    return buckets;
  }
}
