package io.griot.host.command;

import io.griot.local.aws.LocalTables;
import org.junit.jupiter.api.AutoClose;

class DynamoHeldStoreIT extends HeldStoreContract {
  @AutoClose private static final LocalTables tables = new LocalTables();

  @Override
  protected HeldStore store() {
    return new DynamoHeldStore(tables.client(), tables.names());
  }
}
