package io.griot.functions.aws;

import io.griot.functions.sending.Sendings;
import io.griot.functions.sending.SendingsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SendingStoreIT extends SendingsContract {
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
  protected Sendings sendings() {
    return new SendingStore(tables.client(), tables.names());
  }
}
