package io.griot.dynamo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes of several items: all are made or none. DynamoDB accepts up to 100 parts, each of another
 * item, and cancels transactions that overlap on an item. The SDK gives each request a token, so
 * that a retry is answered as the first request was. Used by one thread.
 */
public final class Transaction {
  private final List<TransactWriteItem> parts = new ArrayList<>();

  /** Adds a check of conditions on an item that the transaction does not change. */
  public Transaction check(DynamoTable table, Map<String, AttributeValue> key, Write conditions) {
    return add(part -> part.conditionCheck(conditions.transactCheck(table.name(), key)));
  }

  /** Adds a write of a whole item. */
  public Transaction put(DynamoTable table, Map<String, AttributeValue> key, Write write) {
    return add(part -> part.put(write.transactPut(table.name(), key)));
  }

  public Transaction update(DynamoTable table, Map<String, AttributeValue> key, Write write) {
    return add(part -> part.update(write.transactUpdate(table.name(), key)));
  }

  public Transaction delete(DynamoTable table, Map<String, AttributeValue> key, Write conditions) {
    return add(part -> part.delete(conditions.transactDelete(table.name(), key)));
  }

  private Transaction add(Consumer<TransactWriteItem.Builder> part) {
    parts.add(TransactWriteItem.builder().applyMutation(part).build());
    return this;
  }

  /**
   * Makes all writes or none. Blocks for the request. May be called again after a cancellation.
   *
   * @return the reason why nothing was written; empty after a success
   * @throws software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException when a
   *     retry finds the first request still in progress
   */
  public Optional<Cancellation> write(DynamoDbClient client) {
    return write(client, write -> {});
  }

  /**
   * As {@link #write(DynamoDbClient)}, with a token of the caller's. After an unknown outcome the
   * caller repeats it with the same token: within ten minutes DynamoDB makes it only once.
   *
   * @param token at most 36 characters, used for this transaction alone
   */
  public Optional<Cancellation> write(DynamoDbClient client, String token) {
    return write(client, write -> write.clientRequestToken(token));
  }

  private Optional<Cancellation> write(
      DynamoDbClient client, Consumer<TransactWriteItemsRequest.Builder> more) {
    try {
      client.transactWriteItems(write -> more.accept(write.transactItems(parts)));
      return Optional.empty();
    } catch (TransactionCanceledException e) {
      return Optional.of(new Cancellation(e));
    }
  }
}
