package io.griot.local.aws;

/** Where the three services listen; 0 for any free port. */
public record Ports(int dynamoDb, int sqs, int s3) {
  /** Any three free ports: what tests use. */
  public static final Ports ANY = new Ports(0, 0, 0);
}
