package io.griot.dynamo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads up to 100 items, also of several tables, consistently. Used by one thread. */
public final class BatchGet {
  /** DynamoDB's limit, over all tables. */
  public static final int MAX_KEYS = 100;

  /**
   * The number of requests after which unprocessed items are given up. DynamoDB leaves items
   * unprocessed when it has no capacity for them.
   */
  private static final int READS = 5;

  private final DynamoDbClient client;
  private final Map<String, KeysAndAttributes> keys = new HashMap<>();

  public BatchGet(DynamoDbClient client) {
    this.client = client;
  }

  /** Adds at least one item to be read. */
  public BatchGet of(DynamoTable table, List<Map<String, AttributeValue>> items) {
    keys.put(table.name(), KeysAndAttributes.builder().keys(items).consistentRead(true).build());
    return this;
  }

  /**
   * The items found, in no order.
   *
   * @param last DynamoDB's last answer
   */
  public record Found(Map<String, List<Item>> byTable, BatchGetItemResponse last) {
    public List<Item> in(DynamoTable table) {
      return byTable.getOrDefault(table.name(), List.of());
    }
  }

  /**
   * Reads all items, with further requests for those left unprocessed.
   *
   * @throws SdkClientException when some stay unprocessed
   */
  public Found read() {
    Map<String, List<Item>> found = new HashMap<>();
    Map<String, KeysAndAttributes> left = keys;
    for (int read = 0; read < READS; read++) {
      BatchGetItemResponse answer = request(left, found);
      left = answer.unprocessedKeys();
      if (left.isEmpty()) {
        return new Found(found, answer);
      }
    }
    throw SdkClientException.create("DynamoDB leaves items unread");
  }

  /**
   * Reads with a single request. An item that DynamoDB leaves unprocessed is absent from the
   * result.
   */
  public Found readOnce() {
    Map<String, List<Item>> found = new HashMap<>();
    return new Found(found, request(keys, found));
  }

  private BatchGetItemResponse request(
      Map<String, KeysAndAttributes> asked, Map<String, List<Item>> found) {
    BatchGetItemResponse answer = client.batchGetItem(get -> get.requestItems(asked));
    answer
        .responses()
        .forEach((table, items) ->
            found
                .computeIfAbsent(table, _ -> new ArrayList<>())
                .addAll(items.stream().map(Item::new).toList()));
    return answer;
  }
}
