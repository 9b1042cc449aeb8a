package io.griot.local.chaos;

import java.util.Set;

/** The AWS services that Griot's processes call, with the form of each one's errors. */
public enum AwsService {
  DYNAMODB(Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")),
  SQS(
      Set.of(
          "SendMessage",
          "SendMessageBatch",
          "DeleteMessage",
          "DeleteMessageBatch",
          "ChangeMessageVisibility",
          "ChangeMessageVisibilityBatch")),
  S3(Set.of("PUT", "POST", "DELETE"));

  @SuppressWarnings("ImmutableEnumChecker") // always Set.of(…), which is immutable
  private final Set<String> writes;

  AwsService(Set<String> writes) {
    this.writes = writes;
  }

  /** The operations, as {@link #operation} names them, that change what is stored. */
  Set<String> writes() {
    return writes;
  }

  /** An error answer of the service. */
  record Refusal(int status, String contentType, String queryError, String body) {}

  /** The answer to a caller that sends too many requests. */
  Refusal throttled() {
    return switch (this) {
      case DYNAMODB ->
          json(400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "");
      case SQS -> json(400, "com.amazonaws.sqs#RequestThrottled", "RequestThrottled;Sender");
      case S3 -> xml(503, "SlowDown");
    };
  }

  /** The answer after an internal failure, whether or not the work was done. */
  Refusal failed() {
    return switch (this) {
      case DYNAMODB -> json(500, "com.amazonaws.dynamodb.v20120810#InternalServerError", "");
      case SQS -> json(500, "com.amazonaws.sqs#InternalFailure", "InternalFailure;Receiver");
      case S3 -> xml(500, "InternalError");
    };
  }

  /**
   * The operation of a request: {@code PutItem}, {@code SendMessage}; for S3 the method, such as
   * {@code PUT}.
   */
  String operation(HttpHead request) {
    return this == S3
        ? request.method()
        : request
            .header("x-amz-target")
            .map(target -> target.substring(target.indexOf('.') + 1))
            .orElse("");
  }

  private static Refusal json(int status, String type, String queryError) {
    String body = "{\"__type\":\"%s\",\"message\":\"made to fail\"}".formatted(type);
    return new Refusal(status, "application/x-amz-json-1.0", queryError, body);
  }

  private static Refusal xml(int status, String code) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<Error><Code>%s</Code><Message>made to fail</Message></Error>".formatted(code);
    return new Refusal(status, "application/xml", "", body);
  }
}
