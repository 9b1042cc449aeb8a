package io.griot.host;

import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTime;
import io.griot.host.lease.ServerTime;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients of one host. They share one connection pool: every session uses one connection
 * for its long poll and a few for its work. The heartbeat has its own pool and client, so that
 * nothing else delays it. Thread-safe; must be closed after everything that uses it.
 *
 * @param heartbeat makes one attempt of a second and a half
 */
record HostAwsClients(
    SdkHttpClient http,
    SdkHttpClient heartbeatHttp,
    DynamoDbClient dynamoDb,
    DynamoDbClient heartbeat,
    SqsClient sqs,
    S3Client s3)
    implements AutoCloseable {
  /**
   * Part of each request's user agent, so that CloudTrail shows the caller, and tests the process.
   */
  private static final String PROCESS = "griot-host";

  private static final int CONNECTIONS_PER_SESSION = 12;

  /** Longer than SQS's longest poll and its answer. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration DYNAMO_DB_ATTEMPT = Duration.ofSeconds(3);
  private static final Duration DYNAMO_DB_CALL = Duration.ofSeconds(7);

  /** Two attempts and the pause between them fit into the time left when a renewal is due. */
  private static final Duration HEARTBEAT_CALL = Duration.ofMillis(1_500);

  /** Longer than SQS's longest poll. */
  private static final Duration SQS_CALL = Duration.ofSeconds(40);

  /** Enough for a file of 64 MB over a slow connection. */
  private static final Duration S3_CALL = Duration.ofMinutes(3);

  /**
   * @param serverTime receives the {@code Date} of DynamoDB's answers
   */
  static HostAwsClients of(
      SessionHostConfig config, AwsCredentialsProvider credentials, ServerTime serverTime) {
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .maxConnections(20 + config.slots() * CONNECTIONS_PER_SESSION)
            .socketTimeout(SOCKET_TIMEOUT)
            .build();
    SdkHttpClient heartbeatHttp =
        Apache5HttpClient.builder().maxConnections(4).socketTimeout(HEARTBEAT_CALL).build();
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
            .addExecutionInterceptor(new DateListener(serverTime))
            .retryStrategy(
                DefaultRetryStrategy.standardStrategyBuilder()
                    .retryOnException(HostAwsClients::isConflict)
                    .build())
            .build();
    ClientOverrideConfiguration once =
        impatient.toBuilder()
            .apiCallAttemptTimeout(HEARTBEAT_CALL)
            .apiCallTimeout(HEARTBEAT_CALL)
            .retryStrategy(DefaultRetryStrategy.doNotRetry())
            .build();
    return new HostAwsClients(
        http,
        heartbeatHttp,
        at(DynamoDbClient.builder(), endpoints.dynamoDb(), region, credentials)
            .httpClient(http)
            .overrideConfiguration(impatient)
            .build(),
        at(DynamoDbClient.builder(), endpoints.dynamoDb(), region, credentials)
            .httpClient(heartbeatHttp)
            .overrideConfiguration(once)
            .build(),
        at(SqsClient.builder(), endpoints.sqs(), region, credentials)
            .httpClient(http)
            .overrideConfiguration(named.toBuilder().apiCallTimeout(SQS_CALL).build())
            .build(),
        at(S3Client.builder(), endpoints.s3(), region, credentials)
            .forcePathStyle(endpoints.s3().isPresent())
            .httpClient(http)
            .overrideConfiguration(named.toBuilder().apiCallTimeout(S3_CALL).build())
            .build());
  }

  /**
   * Whether a failed write should be retried because of a conflict. DynamoDB rejects a write that
   * overlaps with a transaction on the same item, and a transaction that overlaps with another. The
   * SDK's default does not retry either.
   */
  private static boolean isConflict(Throwable failure) {
    return failure instanceof TransactionConflictException
        || (failure instanceof TransactionCanceledException cancelled
            && new Cancellation(cancelled).isConflict());
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(
      B builder, Optional<URI> endpoint, Region region, AwsCredentialsProvider credentials) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder.region(region).credentialsProvider(credentials);
  }

  @Override
  public void close() {
    try (http;
        heartbeatHttp;
        dynamoDb;
        heartbeat;
        sqs) {
      s3.close();
    }
  }

  /** Passes the {@code Date} of DynamoDB's answers to {@link ServerTime}. */
  private record DateListener(ServerTime serverTime) implements ExecutionInterceptor {
    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes attributes) {
      DynamoTime.in(context.httpResponse()).ifPresent(serverTime::saw);
    }
  }
}
