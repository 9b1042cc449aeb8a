package io.griot.functions.aws;

import io.griot.functions.sending.Sendings;
import io.griot.functions.sending.SendingsContract;
import org.junit.jupiter.api.AutoClose;

class SendingStoreIT extends SendingsContract {
  @AutoClose private static final LocalTables tables = new LocalTables();

  @Override
  protected Sendings sendings() {
    return new SendingStore(tables.client(), tables.names());
  }
}
