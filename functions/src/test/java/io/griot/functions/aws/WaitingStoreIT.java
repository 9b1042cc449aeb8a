package io.griot.functions.aws;

import io.griot.functions.fairuse.WaitingStore;
import io.griot.functions.fairuse.WaitingStoreContract;
import io.griot.local.aws.LocalTables;
import org.junit.jupiter.api.AutoClose;

class WaitingStoreIT extends WaitingStoreContract {
  @AutoClose private static final LocalTables tables = new LocalTables();

  @Override
  protected WaitingStore waiting() {
    return new DynamoWaitingStore(tables.client(), tables.names());
  }
}
