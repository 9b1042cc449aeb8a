package io.griot.dynamo;

import io.griot.contract.Names;
import io.griot.contract.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * One table: reads its items, and writes one of them at a time. Thread-safe. Every method that
 * sends requests blocks, and throws {@link software.amazon.awssdk.core.exception.SdkException} when
 * DynamoDB does not answer or refuses for a reason other than a condition.
 */
public final class DynamoTable {
  /** DynamoDB's limit. */
  private static final int MAX_PUTS = 25;

  private final DynamoDbClient client;
  private final Table table;
  private final String name;

  public DynamoTable(DynamoDbClient client, Names names, Table table) {
    this.client = client;
    this.table = table;
    this.name = names.table(table);
  }

  public String name() {
    return name;
  }

  /** The key of an item in a table without a sort key. */
  public Map<String, AttributeValue> key(String partition) {
    return Map.of(table.partitionKey(), Item.ofText(partition));
  }

  /**
   * The key of an item in a table with a sort key.
   *
   * @throws java.util.NoSuchElementException when the table has no sort key
   */
  public Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of(
        table.partitionKey(), Item.ofText(partition),
        table.sortKey().orElseThrow(), Item.ofText(sort));
  }

  /**
   * Reads an item consistently.
   *
   * @param attributes the only attributes to read; all when none is named
   */
  public Optional<Item> get(Map<String, AttributeValue> key, String... attributes) {
    return get(key, true, attributes);
  }

  /** Reads an item at half the price; the result may be a moment old. */
  public Optional<Item> getEventually(Map<String, AttributeValue> key) {
    return get(key, false);
  }

  private Optional<Item> get(Map<String, AttributeValue> key, boolean now, String... attributes) {
    GetItemRequest.Builder get = GetItemRequest.builder().tableName(name).key(key);
    if (attributes.length > 0) {
      Map<String, String> names = placeholders(attributes);
      get.projectionExpression(String.join(", ", names.keySet())).expressionAttributeNames(names);
    }
    GetItemResponse answer = client.getItem(get.consistentRead(now).build());
    return answer.hasItem() ? Optional.of(new Item(answer.item())) : Optional.empty();
  }

  /** The items that a query finds. Pages are requested as the stream is consumed. */
  public Stream<Item> query(Query query) {
    Stream<Item> found = client.queryPaginator(query.request(name)).items().stream().map(Item::new);
    return query.max().isPresent() ? found.limit(query.max().getAsInt()) : found;
  }

  /** Counts the items that a query finds. They are read and paid for, but not transferred. */
  public int count(Query query) {
    QueryRequest request = query.request(name).toBuilder().select(Select.COUNT).build();
    int count = 0;
    for (QueryResponse page : client.queryPaginator(request)) {
      count += page.count();
      if (query.max().isPresent() && count >= query.max().getAsInt()) {
        return query.max().getAsInt();
      }
    }
    return count;
  }

  /**
   * The items that a query of an index finds, in the index's order, each read consistently. Items
   * deleted in between are left out. For tables without a sort key, whose indexes contain only
   * keys.
   */
  public List<Item> indexed(Query query) {
    List<String> keys = query(query).map(item -> item.text(table.partitionKey())).toList();
    List<Item> items = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BatchGet.MAX_KEYS) {
      items.addAll(items(keys.subList(from, Math.min(keys.size(), from + BatchGet.MAX_KEYS))));
    }
    return items;
  }

  private List<Item> items(List<String> keys) {
    Map<String, Item> found = new HashMap<>();
    for (Item item :
        new BatchGet(client).of(this, keys.stream().map(this::key).toList()).read().in(this)) {
      found.put(item.text(table.partitionKey()), item);
    }
    return keys.stream().filter(found::containsKey).map(found::get).toList();
  }

  /**
   * Scans all items consistently. Pages are requested as the stream is consumed; the cost is that
   * of everything read.
   *
   * @param attributes the only attributes to read; all when none is named
   */
  public Stream<Item> scan(String... attributes) {
    ScanRequest.Builder scan = ScanRequest.builder().tableName(name).consistentRead(true);
    if (attributes.length > 0) {
      Map<String, String> names = placeholders(attributes);
      scan.projectionExpression(String.join(", ", names.keySet())).expressionAttributeNames(names);
    }
    return client.scanPaginator(scan.build()).items().stream().map(Item::new);
  }

  /**
   * Updates an item.
   *
   * @throws ConditionalCheckFailedException when a condition fails; {@link Item#stored} has the
   *     stored item
   */
  public void update(Map<String, AttributeValue> key, Write write) {
    client.updateItem(write.update(name, key));
  }

  /**
   * Updates an item, and returns the new item.
   *
   * @throws ConditionalCheckFailedException as {@link #update}
   */
  public Item changed(Map<String, AttributeValue> key, Write write) {
    return new Item(
        client
            .updateItem(
                write.update(name, key).toBuilder().returnValues(ReturnValue.ALL_NEW).build())
            .attributes());
  }

  /**
   * Updates an item.
   *
   * @return false when a condition fails
   */
  public boolean tryUpdate(Map<String, AttributeValue> key, Write write) {
    return updateOnce(key, write, stored -> false);
  }

  /**
   * Updates an item once. The SDK retries a request whose answer was lost. If the first request had
   * succeeded, the condition fails on this write's own effect.
   *
   * @param done recognises this write's effect, by a nonce that it stores or by a number that no
   *     other write stores
   * @return false when a condition fails and the stored item is not this write's effect
   */
  public boolean updateOnce(Map<String, AttributeValue> key, Write write, Predicate<Item> done) {
    try {
      update(key, write);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return done.test(Item.stored(e));
    }
  }

  /**
   * Replaces an item.
   *
   * @throws ConditionalCheckFailedException as {@link #update}
   */
  public void put(Map<String, AttributeValue> key, Write write) {
    client.putItem(write.putItem(name, key));
  }

  /**
   * Replaces an item.
   *
   * @return false when a condition fails
   */
  public boolean tryPut(Map<String, AttributeValue> key, Write write) {
    try {
      put(key, write);
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /**
   * Writes whole items without conditions, 25 in a request. Items left unprocessed are tried once
   * more.
   *
   * @param items the items by their keys
   * @throws SdkClientException when some stay unprocessed
   */
  public void putAll(List<Map.Entry<Map<String, AttributeValue>, Write>> items) {
    for (int from = 0; from < items.size(); from += MAX_PUTS) {
      List<WriteRequest> some =
          items.subList(from, Math.min(items.size(), from + MAX_PUTS)).stream()
              .map(item -> item.getValue().putItem(name, item.getKey()).item())
              .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
              .toList();
      if (!left(left(Map.of(name, some))).isEmpty()) {
        throw SdkClientException.create("DynamoDB did not store all items of " + name);
      }
    }
  }

  private Map<String, List<WriteRequest>> left(Map<String, List<WriteRequest>> requests) {
    return requests.isEmpty()
        ? requests
        : client.batchWriteItem(write -> write.requestItems(requests)).unprocessedItems();
  }

  /**
   * Deletes an item.
   *
   * @return false when it did not exist
   */
  public boolean delete(Map<String, AttributeValue> key) {
    return client
        .deleteItem(delete -> delete.tableName(name).key(key).returnValues(ReturnValue.ALL_OLD))
        .hasAttributes();
  }

  /**
   * Deletes an item.
   *
   * @param conditions a write of which only the conditions are used
   * @return false when a condition fails
   */
  public boolean tryDelete(Map<String, AttributeValue> key, Write conditions) {
    try {
      client.deleteItem(conditions.deleteItem(name, key));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** Placeholders for attributes' names, because DynamoDB reserves some names. */
  private static Map<String, String> placeholders(String... attributes) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String attribute : attributes) {
      names.put("#" + attribute, attribute);
    }
    return names;
  }
}
