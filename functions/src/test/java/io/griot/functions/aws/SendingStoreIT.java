package io.griot.functions.aws;

import io.griot.functions.sending.SendingStore;
import io.griot.functions.sending.SendingStoreContract;
import io.griot.local.aws.LocalTables;
import org.junit.jupiter.api.AutoClose;

class SendingStoreIT extends SendingStoreContract {
  @AutoClose private static final LocalTables tables = new LocalTables();

  @Override
  protected SendingStore sendings() {
    return new DynamoSendingStore(tables.client(), tables.names());
  }
}
