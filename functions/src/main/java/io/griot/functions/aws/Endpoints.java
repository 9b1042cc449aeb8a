package io.griot.functions.aws;

import java.net.URI;

/** AWS services on one machine, and the credentials they take. */
public record Endpoints(URI dynamoDb, URI sqs, URI s3, String accessKeyId, String secretAccessKey) {

  /** Without the credentials: configuration gets logged. */
  @Override
  public String toString() {
    return "Endpoints[dynamoDb=" + dynamoDb + ", sqs=" + sqs + ", s3=" + s3 + "]";
  }
}
