package io.griot.functions.aws;

import io.griot.contract.Table;
import io.griot.dynamo.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads a table's items by one of its indexes, in the index's order. Indexes have keys alone, and
 * are eventually consistent: each item is then read as of now. Thread-safe.
 */
final class IndexReads {
  /** DynamoDB's limit. */
  private static final int AT_ONCE = 100;

  /** How often what DynamoDB leaves unread is asked for again. */
  private static final int READS = 10;

  private final DynamoDbClient tables;
  private final String name;
  private final Table table;

  IndexReads(DynamoDbClient tables, String name, Table table) {
    this.tables = tables;
    this.name = name;
    this.table = table;
  }

  List<Item> all(String index, String value) {
    Table.Index known =
        table.indexes().stream().filter(one -> one.name().equals(index)).findFirst().orElseThrow();
    QueryRequest query =
        QueryRequest.builder()
            .tableName(name)
            .indexName(index)
            .keyConditionExpression("#partition = :value")
            .expressionAttributeNames(Map.of("#partition", known.partitionKey()))
            .expressionAttributeValues(Map.of(":value", Item.ofText(value)))
            .build();
    List<String> keys =
        tables.queryPaginator(query).items().stream()
            .map(item -> new Item(item).text(table.partitionKey()))
            .toList();
    List<Item> items = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      items.addAll(items(keys.subList(from, Math.min(keys.size(), from + AT_ONCE))));
    }
    return items;
  }

  private List<Item> items(List<String> keys) {
    Map<String, Item> found = new HashMap<>();
    Map<String, KeysAndAttributes> unread = Map.of(name, keysOf(keys));
    for (int read = 0; !unread.isEmpty(); read++) {
      if (read == READS) {
        throw SdkClientException.create("DynamoDB leaves items unread");
      }
      Map<String, KeysAndAttributes> asked = unread;
      BatchGetItemResponse answer = tables.batchGetItem(get -> get.requestItems(asked));
      for (Map<String, AttributeValue> item : answer.responses().getOrDefault(name, List.of())) {
        found.put(new Item(item).text(table.partitionKey()), new Item(item));
      }
      unread = answer.unprocessedKeys();
    }
    return keys.stream()
        .map(found::get)
        .map(Optional::ofNullable)
        .flatMap(Optional::stream)
        .toList();
  }

  private KeysAndAttributes keysOf(List<String> keys) {
    return KeysAndAttributes.builder()
        .consistentRead(true)
        .keys(keys.stream().map(key -> Map.of(table.partitionKey(), Item.ofText(key))).toList())
        .build();
  }
}
