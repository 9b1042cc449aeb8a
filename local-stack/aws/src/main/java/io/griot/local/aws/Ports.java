package io.griot.local.aws;

/** The ports of the three services; 0 for any free one. */
public record Ports(int dynamoDb, int sqs, int s3) {
  /** Free ports, for tests. */
  public static final Ports ANY = new Ports(0, 0, 0);
}
