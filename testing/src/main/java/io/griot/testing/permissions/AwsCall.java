package io.griot.testing.permissions;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * An action on AWS, in the terms of IAM.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource the end of its ARN: {@code table/griot-sessions}, {@code griot-placement}, {@code
 *     griot-objects/answers/…}
 */
record AwsCall(String action, String resource) {

  /**
   * The actions of a request: one, or several for a transaction.
   *
   * @throws IllegalStateException for a service that is not known here
   */
  static List<AwsCall> of(String service, SdkRequest request) {
    return switch (service) {
      case "DynamoDb", "DynamoDB" -> dynamoDb(request);
      case "Sqs", "SQS" -> List.of(sqs(request));
      case "S3" -> List.of(s3(request));
      default -> throw new IllegalStateException("nobody knows IAM's names in " + service);
    };
  }

  private static List<AwsCall> dynamoDb(SdkRequest request) {
    return switch (request) {
      case BatchGetItemRequest batch ->
          batch.requestItems().keySet().stream()
              .map(table -> onTable("BatchGetItem", table))
              .toList();
      case BatchWriteItemRequest batch ->
          batch.requestItems().keySet().stream()
              .map(table -> onTable("BatchWriteItem", table))
              .toList();
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().flatMap(AwsCall::part).toList();
      default -> {
        String index = field(request, "IndexName").map(name -> "/index/" + name).orElse("");
        yield List.of(onTable(name(request), required(request, "TableName") + index));
      }
    };
  }

  /** IAM has no permission for a transaction, only for its parts. */
  private static Stream<AwsCall> part(TransactWriteItem item) {
    return Stream.of(
            Optional.ofNullable(item.put()).map(put -> onTable("PutItem", put.tableName())),
            Optional.ofNullable(item.update())
                .map(update -> onTable("UpdateItem", update.tableName())),
            Optional.ofNullable(item.delete())
                .map(delete -> onTable("DeleteItem", delete.tableName())),
            Optional.ofNullable(item.conditionCheck())
                .map(check -> onTable("ConditionCheckItem", check.tableName())))
        .flatMap(Optional::stream);
  }

  private static AwsCall onTable(String action, String table) {
    return new AwsCall("dynamodb:" + action, "table/" + table);
  }

  /** IAM has no permission for SQS batches either. */
  private static AwsCall sqs(SdkRequest request) {
    String queue =
        field(request, "QueueName")
            .orElseGet(() -> {
              String url = required(request, "QueueUrl");
              return url.substring(url.lastIndexOf('/') + 1);
            });
    return new AwsCall("sqs:" + name(request).replaceFirst("Batch$", ""), queue);
  }

  private static AwsCall s3(SdkRequest request) {
    String bucket = required(request, "Bucket");
    String action =
        switch (name(request)) {
          case "ListObjectsV2" -> "ListBucket";
          case "HeadObject" -> "GetObject";
          default -> name(request);
        };
    return new AwsCall(
        "s3:" + action, bucket + field(request, "Key").map(key -> "/" + key).orElse(""));
  }

  private static String name(SdkRequest request) {
    return request.getClass().getSimpleName().replaceFirst("Request$", "");
  }

  private static String required(SdkRequest request, String field) {
    return field(request, field)
        .orElseThrow(() -> new IllegalStateException(name(request) + " has no " + field));
  }

  private static Optional<String> field(SdkPojo request, String name) {
    return request.sdkFields().stream()
        .filter(field -> field.memberName().equals(name))
        .map(field -> field.getValueOrDefault(request))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }
}
