package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Query;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A customer's keys, invalid ones included. Thread-safe. */
public final class CustomerKeys implements CustomerData {
  private final DynamoTable keys;

  public CustomerKeys(DynamoDbClient tables, Names names) {
    this.keys = new DynamoTable(tables, names, Table.API_KEYS);
  }

  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.of(hashes(customer).size());
  }

  /** Removes the keys. A new key may not be in the index yet; a later call removes it. */
  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    hashes(customer).forEach(hash -> keys.delete(keys.key(hash)));
    return true;
  }

  private List<String> hashes(CustomerId customer) {
    return keys.query(Query.of(ApiKeyItem.CUSTOMER_ID, customer.value()).in(Table.CUSTOMER_INDEX))
        .map(item -> item.text(ApiKeyItem.KEY_HASH))
        .toList();
  }
}
