package io.griot.functions.aws;

import java.net.URI;

/**
 * AWS services on one machine ({@code GRIOT_DYNAMODB_ENDPOINT}, {@code GRIOT_SQS_ENDPOINT}, {@code
 * GRIOT_S3_ENDPOINT}) and the credentials they take ({@code AWS_ACCESS_KEY_ID}, {@code
 * AWS_SECRET_ACCESS_KEY}).
 */
public record Endpoints(URI dynamoDb, URI sqs, URI s3, String accessKeyId, String secretAccessKey) {

  /** Without the credentials: configuration gets logged. */
  @Override
  public String toString() {
    return "Endpoints[dynamoDb=" + dynamoDb + ", sqs=" + sqs + ", s3=" + s3 + "]";
  }
}
