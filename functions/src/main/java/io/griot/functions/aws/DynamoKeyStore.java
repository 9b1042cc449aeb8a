package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Keys in DynamoDB, to make and change them. Thread-safe. */
public final class DynamoKeyStore implements KeyStore {
  private static final int MOST_IN_A_BATCH = 100;
  private static final String NEW = "attribute_not_exists(" + ApiKeyItem.KEY_HASH + ")";

  private final DynamoDbClient tables;
  private final String table;

  public DynamoKeyStore(DynamoDbClient tables, Names names) {
    this.tables = tables;
    this.table = names.table(Table.API_KEYS);
  }

  /** On condition that there is no such key. */
  @Override
  public void put(ApiKey key) {
    tables.putItem(put -> put.tableName(table).item(KeyItems.write(key)).conditionExpression(NEW));
  }

  /** The same as a part of a transaction. */
  static Put transactPut(Names names, ApiKey key) {
    return Put.builder()
        .tableName(names.table(Table.API_KEYS))
        .item(KeyItems.write(key))
        .conditionExpression(NEW)
        .build();
  }

  @Override
  public Optional<ApiKey> find(String hash) {
    return Optional.of(
            tables.getItem(get -> get.tableName(table).key(key(hash)).consistentRead(true)))
        .filter(answer -> answer.hasItem())
        .map(answer -> KeyItems.read(new Item(answer.item())));
  }

  @Override
  public List<ApiKey> of(CustomerId customer) {
    return read(
        tables
            .queryPaginator(query ->
                query
                    .tableName(table)
                    .indexName(Table.CUSTOMER_INDEX)
                    .keyConditionExpression("#customer = :customer")
                    .expressionAttributeNames(Map.of("#customer", ApiKeyItem.CUSTOMER_ID))
                    .expressionAttributeValues(Map.of(":customer", Item.ofText(customer.value()))))
            .items()
            .stream());
  }

  /**
   * By a scan: one more index would be paid for by every new key, and CloudFormation adds one at a
   * time only to a table that is there.
   */
  @Override
  public List<ApiKey> startingWith(String start, int limit) {
    boolean old = start.startsWith(ApiKeyItem.OLD_ID);
    String attribute = old ? ApiKeyItem.KEY_HASH : ApiKeyItem.KEY_ID;
    String wanted = old ? start.substring(ApiKeyItem.OLD_ID.length()) : start;
    return tables
        .scanPaginator(scan ->
            scan.tableName(table)
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

  /** Conditional on the old key's not being replaced or revoked. */
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
    Put put =
        Put.builder()
            .tableName(table)
            .item(KeyItems.write(successor))
            .conditionExpression(NEW)
            .build();
    try {
      tables.transactWriteItems(write ->
          write.transactItems(
              TransactWriteItem.builder()
                  .update(ends.transactUpdate(table, key(old.hash())))
                  .build(),
              TransactWriteItem.builder().put(put).build()));
      return true;
    } catch (TransactionCanceledException e) {
      boolean judged =
          e.cancellationReasons().stream()
              .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
      if (!judged) {
        throw e; // two at once: the SDK has tried again, and so may the caller
      }
      return false;
    }
  }

  /** Conditional on its not being revoked, and on its being there. */
  @Override
  public void revoke(ApiKey key, Instant now) {
    try {
      tables.updateItem(
          new Write()
              .ifPresent(ApiKeyItem.KEY_HASH)
              .ifIs(ApiKeyItem.REVOKED_AT, Optional.empty())
              .set(ApiKeyItem.REVOKED_AT, Item.ofInstant(now))
              .set(ApiKeyItem.FORGOTTEN_AT, KeyItems.forgottenAfter(now))
              .update(table, key(key.hash())));
    } catch (ConditionalCheckFailedException e) {
      return; // it was revoked before
    }
  }

  /** An index has keys only. */
  private List<ApiKey> read(Stream<Map<String, AttributeValue>> indexed) {
    List<String> hashes = indexed.map(item -> new Item(item).text(ApiKeyItem.KEY_HASH)).toList();
    List<ApiKey> keys = new ArrayList<>();
    for (int from = 0; from < hashes.size(); from += MOST_IN_A_BATCH) {
      batch(hashes.subList(from, Math.min(hashes.size(), from + MOST_IN_A_BATCH)), keys);
    }
    return keys;
  }

  private void batch(List<String> hashes, List<ApiKey> keys) {
    Map<String, KeysAndAttributes> left =
        Map.of(
            table,
            KeysAndAttributes.builder()
                .keys(hashes.stream().map(DynamoKeyStore::key).toList())
                .consistentRead(true)
                .build());
    while (!left.isEmpty()) {
      Map<String, KeysAndAttributes> wanted = left;
      var answer = tables.batchGetItem(get -> get.requestItems(wanted));
      answer
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item ->
              new Item(item).readable(ApiKeyItem.KEY_ID, KeyItems::read).ifPresent(keys::add));
      left = answer.unprocessedKeys();
    }
  }

  private static Map<String, AttributeValue> key(String hash) {
    return Map.of(ApiKeyItem.KEY_HASH, Item.ofText(hash));
  }
}
