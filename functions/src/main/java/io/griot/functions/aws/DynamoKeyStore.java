package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates and changes keys in DynamoDB. Thread-safe. */
public final class DynamoKeyStore implements KeyStore {
  private final DynamoDbClient tables;
  private final DynamoTable keys;

  public DynamoKeyStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.keys = new DynamoTable(tables, names, Table.API_KEYS);
  }

  /** Stores a key, on condition that there is none with this hash. */
  @Override
  public void put(ApiKey key) {
    keys.put(keys.key(key.hash()), KeyItems.created(key));
  }

  @Override
  public Optional<ApiKey> find(String hash) {
    return keys.get(keys.key(hash)).map(KeyItems::read);
  }

  @Override
  public List<ApiKey> of(CustomerId customer) {
    return keys
        .indexed(Query.of(ApiKeyItem.CUSTOMER_ID, customer.value()).in(Table.CUSTOMER_INDEX))
        .stream()
        .flatMap(item -> item.readable(ApiKeyItem.KEY_ID, KeyItems::read).stream())
        .toList();
  }

  /**
   * Finds keys by a scan: another index would cost a write for every new key, and CloudFormation
   * adds only one at a time to an existing table.
   */
  @Override
  public List<ApiKey> startingWith(String start, int limit) {
    boolean old = start.startsWith(ApiKeyItem.OLD_ID);
    String attribute = old ? ApiKeyItem.KEY_HASH : ApiKeyItem.KEY_ID;
    String wanted = old ? start.substring(ApiKeyItem.OLD_ID.length()) : start;
    return tables
        .scanPaginator(scan ->
            scan.tableName(keys.name())
                .consistentRead(true)
                .filterExpression("begins_with(#name, :start)")
                .expressionAttributeNames(Map.of("#name", attribute))
                .expressionAttributeValues(Map.of(":start", Item.ofText(wanted))))
        .items()
        .stream()
        .flatMap(item -> new Item(item).readable(ApiKeyItem.KEY_ID, KeyItems::read).stream())
        .filter(key -> key.keyId().startsWith(start))
        .limit(limit)
        .toList();
  }

  /** Replaces a key, on condition that it was neither replaced nor revoked. */
  @Override
  public boolean replace(ApiKey old, Instant oldEnds, ApiKey successor) {
    Write ends =
        new Write()
            .ifPresent(ApiKeyItem.KEY_HASH)
            .ifIs(ApiKeyItem.ROTATED_TO, Optional.empty())
            .ifIs(ApiKeyItem.REVOKED_AT, Optional.empty())
            .set(ApiKeyItem.ROTATED_TO, Item.ofText(successor.keyId()))
            .set(ApiKeyItem.EXPIRES_AT, Item.ofInstant(oldEnds))
            .set(ApiKeyItem.FORGOTTEN_AT, KeyItems.forgottenAfter(oldEnds));
    Optional<Cancellation> failure =
        new Transaction()
            .update(keys, keys.key(old.hash()), ends)
            .put(keys, keys.key(successor.hash()), KeyItems.created(successor))
            .write(tables);
    if (failure.isPresent() && !failure.get().isRefused()) {
      throw failure
          .get()
          .cause(); // a conflict of two requests: the SDK has retried, and so may the caller
    }
    return failure.isEmpty();
  }

  /** Revokes a key, on condition that it exists and is not revoked. */
  @Override
  public void revoke(ApiKey key, Instant now) {
    // False: it was already revoked.
    boolean _ =
        keys.tryUpdate(
            keys.key(key.hash()),
            new Write()
                .ifPresent(ApiKeyItem.KEY_HASH)
                .ifIs(ApiKeyItem.REVOKED_AT, Optional.empty())
                .set(ApiKeyItem.REVOKED_AT, Item.ofInstant(now))
                .set(ApiKeyItem.FORGOTTEN_AT, KeyItems.forgottenAfter(now)));
  }
}
