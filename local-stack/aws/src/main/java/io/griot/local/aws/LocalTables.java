package io.griot.local.aws;

import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * All tables in an in-memory DynamoDB Local of its own, on loopback, for tests of stores.
 * Thread-safe.
 */
public final class LocalTables implements AutoCloseable {
  private final Names names = new Names("test");
  private final LocalDynamoDb local = LocalDynamoDb.inMemory();
  private final DynamoDbClient client = local.client();

  /** Starts it with empty tables. Takes about two seconds. */
  public LocalTables() {
    new Installation(names).makeTables(client);
  }

  /** A client that is closed with it. */
  public DynamoDbClient client() {
    return client;
  }

  /** The names of its tables. */
  public Names names() {
    return names;
  }

  /** One of its tables, as stores use it. */
  public DynamoTable table(Table table) {
    return new DynamoTable(client, names, table);
  }

  /** All items of a table. */
  public List<Map<String, AttributeValue>> all(Table table) {
    return client
        .scanPaginator(scan -> scan.tableName(names.table(table)).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  /** An item of a table that has no sort key; empty when there is none. */
  public Map<String, AttributeValue> get(Table table, String key) {
    return client
        .getItem(get ->
            get.tableName(names.table(table))
                .key(Map.of(table.partitionKey(), AttributeValue.fromS(key)))
                .consistentRead(true))
        .item();
  }

  /** Stores an item, and replaces an existing one. */
  public void put(Table table, Map<String, AttributeValue> item) {
    client.putItem(PutItemRequest.builder().tableName(names.table(table)).item(item).build());
  }

  /** Changes an item of a table that has no sort key. */
  public void update(Table table, String key, Write write) {
    DynamoTable changed = table(table);
    changed.update(changed.key(key), write);
  }

  /** Deletes all items of a table. */
  public void empty(Table table) {
    all(table)
        .forEach(item ->
            client.deleteItem(
                delete -> delete.tableName(names.table(table)).key(keyOf(table, item))));
  }

  /** Deletes all items of all tables. */
  public void clear() {
    for (Table table : Table.values()) {
      empty(table);
    }
  }

  private static Map<String, AttributeValue> keyOf(Table table, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    item.forEach((attribute, value) -> {
      if (attribute.equals(table.partitionKey())
          || table.sortKey().filter(attribute::equals).isPresent()) {
        key.put(attribute, value);
      }
    });
    return key;
  }

  @Override
  public void close() {
    try (local) {
      client.close();
    }
  }
}
