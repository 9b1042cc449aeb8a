package io.griot.functions.aws;

import java.net.URI;

/** The endpoints of AWS services on one machine, and their credentials. */
public record Endpoints(URI dynamoDb, URI sqs, URI s3, String accessKeyId, String secretAccessKey) {

  /** Without the credentials, because configuration is logged. */
  @Override
  public String toString() {
    return "Endpoints[dynamoDb=" + dynamoDb + ", sqs=" + sqs + ", s3=" + s3 + "]";
  }
}
