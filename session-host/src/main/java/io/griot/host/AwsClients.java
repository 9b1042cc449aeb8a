package io.griot.host;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients of one host, over one connection pool: every session holds one connection for its
 * long poll and a few for its work. Thread-safe; close it after everything that uses it.
 */
record AwsClients(SdkHttpClient http, DynamoDbClient dynamoDb, SqsClient sqs, S3Client s3)
    implements AutoCloseable {
  /** In each request, so that CloudTrail shows who asked, and tests which process. */
  private static final String PROCESS = "griot-host";

  private static final int CONNECTIONS_PER_SESSION = 12;

  /** Longer than SQS's longest poll, with room for the answer. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Of one try of a DynamoDB request. Two tries must fit into what is left of a lease when its
   * renewal is due.
   */
  private static final Duration DYNAMO_DB_ATTEMPT = Duration.ofSeconds(3);

  private static final Duration DYNAMO_DB_CALL = Duration.ofSeconds(7);

  static AwsClients of(SessionHostConfig config, AwsCredentialsProvider credentials) {
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .maxConnections(20 + config.slots() * CONNECTIONS_PER_SESSION)
            .socketTimeout(SOCKET_TIMEOUT)
            .build();
    Region region = Region.of(config.region());
    SessionHostConfig.Endpoints endpoints = config.endpoints();
    ClientOverrideConfiguration named =
        ClientOverrideConfiguration.builder()
            .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, PROCESS)
            .build();
    ClientOverrideConfiguration impatient =
        named.toBuilder()
            .apiCallAttemptTimeout(DYNAMO_DB_ATTEMPT)
            .apiCallTimeout(DYNAMO_DB_CALL)
            .build();
    return new AwsClients(
        http,
        at(DynamoDbClient.builder(), endpoints.dynamoDb(), region, credentials)
            .httpClient(http)
            .overrideConfiguration(impatient)
            .build(),
        at(SqsClient.builder(), endpoints.sqs(), region, credentials)
            .httpClient(http)
            .overrideConfiguration(named)
            .build(),
        at(S3Client.builder(), endpoints.s3(), region, credentials)
            .forcePathStyle(endpoints.s3().isPresent())
            .httpClient(http)
            .overrideConfiguration(named)
            .build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(
      B builder, Optional<URI> endpoint, Region region, AwsCredentialsProvider credentials) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder.region(region).credentialsProvider(credentials);
  }

  @Override
  public void close() {
    try (http;
        dynamoDb;
        sqs) {
      s3.close();
    }
  }
}
