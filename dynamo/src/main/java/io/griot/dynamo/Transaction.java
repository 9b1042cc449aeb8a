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
 * Writes of several items: all are made or none. DynamoDB takes 100 parts, each of another item,
 * and cancels transactions that overlap on one. The SDK gives each a token, so that a repeated
 * request is answered as the first was. One thread.
 */
public final class Transaction {
  private final List<TransactWriteItem> parts = new ArrayList<>();

  /** Requires the conditions of an item that the transaction does not change. */
  public Transaction check(DynamoTable table, Map<String, AttributeValue> key, Write conditions) {
    return add(part -> part.conditionCheck(conditions.transactCheck(table.name(), key)));
  }

  /** Stores a whole item. */
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
   * Makes all writes, or none. Blocks for the request. May be called again after a cancellation.
   *
   * @return why nothing was written; empty when all was
   * @throws software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException when a
   *     repeated request finds the first one under way
   */
  public Optional<Cancellation> write(DynamoDbClient client) {
    return write(client, write -> {});
  }

  /**
   * As {@link #write(DynamoDbClient)}, under a token of the caller's. Whoever does not know whether
   * it was made makes it again under the same token: DynamoDB makes it once, within ten minutes.
   *
   * @param token 36 characters at most, of this transaction alone
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
