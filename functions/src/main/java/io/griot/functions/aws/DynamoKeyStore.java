package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.KeyStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keys in DynamoDB, to make and change them. Thread-safe. */
public final class DynamoKeyStore implements KeyStore {
  private final DynamoDbClient tables;
  private final String table;

  public DynamoKeyStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.API_KEYS);
  }

  /** On condition that there is no such key. */
  @Override
  public void put(ApiKey key) {
    tables.putItem(put ->
        put.tableName(table)
            .item(KeyItems.write(key))
            .conditionExpression("attribute_not_exists(" + ApiKeyItem.KEY_HASH + ")"));
  }
}
