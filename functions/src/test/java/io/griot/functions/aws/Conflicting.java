package io.griot.functions.aws;

import java.util.Arrays;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A DynamoDB whose first transactions are cancelled, as DynamoDB cancels those that overlap with
 * others; DynamoDB Local cancels none. For one thread.
 */
final class Conflicting implements DynamoDbClient {
  private final DynamoDbClient real;
  private final String[] reasons;
  private int left;

  /** The number of requested transactions. */
  int asked;

  Conflicting(DynamoDbClient real, int times, String... reasons) {
    this.real = real;
    this.left = times;
    this.reasons = reasons;
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    asked++;
    if (left-- > 0) {
      throw TransactionCanceledException.builder()
          .cancellationReasons(
              Arrays.stream(reasons)
                  .map(code -> CancellationReason.builder().code(code).build())
                  .toList())
          .build();
    }
    return real.transactWriteItems(request);
  }

  @Override
  public String serviceName() {
    return real.serviceName();
  }

  /** The real one is its owner's to close. */
  @Override
  public void close() {}
}
