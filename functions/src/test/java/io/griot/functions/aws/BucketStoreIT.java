package io.griot.functions.aws;

import io.griot.functions.fairuse.BucketStore;
import io.griot.functions.fairuse.BucketStoreContract;
import io.griot.local.aws.LocalTables;
import java.time.Clock;
import org.junit.jupiter.api.AutoClose;

class BucketStoreIT extends BucketStoreContract {
  @AutoClose private static final LocalTables tables = new LocalTables();

  @Override
  protected BucketStore buckets() {
    return new DynamoBucketStore(tables.client(), tables.names(), Clock.systemUTC());
  }
}
