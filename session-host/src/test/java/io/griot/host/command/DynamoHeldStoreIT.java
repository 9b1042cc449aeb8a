package io.griot.host.command;

import io.griot.host.dynamo.LocalTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DynamoHeldStoreIT extends HeldStoreContract {
  private static LocalTables tables;

  @BeforeAll
  static void open() {
    tables = new LocalTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Override
  protected HeldStore store() {
    return new DynamoHeldStore(tables.client(), tables.names());
  }
}
