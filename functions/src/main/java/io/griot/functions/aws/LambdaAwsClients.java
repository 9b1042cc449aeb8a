package io.griot.functions.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The AWS clients of a process, created once. A call fails after {@link #CALL_TIMEOUT}, retries
 * included. Thread-safe.
 */
public final class LambdaAwsClients implements AutoCloseable {
  /** Shorter than a request's deadline, so that its caller still gets an answer. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);

  /**
   * Lambda's credentials are in the environment, or, for a function started from a snapshot, at a
   * local address, because a snapshot is older than its credentials.
   */
  private static final AwsCredentialsProvider OF_LAMBDA =
      AwsCredentialsProviderChain.of(
          ContainerCredentialsProvider.create(), EnvironmentVariableCredentialsProvider.create());

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final String process;
  private final String region;
  private final Optional<Endpoints> endpoints;
  private final DynamoDbClient tables;
  private final SqsClient queues;
  private @Nullable S3Client objects;
  private @Nullable S3Presigner presigner;
  private @Nullable SsmClient parameters;

  /**
   * Creates the configuration; connects to nothing.
   *
   * @param process the process's name in the user agent, for CloudTrail and tests
   */
  public LambdaAwsClients(String process, String region, Optional<Endpoints> endpoints) {
    this.process = "griot-" + process;
    this.region = region;
    this.endpoints = endpoints;
    this.tables = configured(DynamoDbClient.builder(), Endpoints::dynamoDb).build();
    this.queues = configured(SqsClient.builder(), Endpoints::sqs).build();
  }

  public DynamoDbClient tables() {
    return tables;
  }

  public SqsClient queues() {
    return queues;
  }

  /**
   * The S3 client, created at the first call: few requests need it, and its classes are half of a
   * cold start.
   */
  public synchronized S3Client objects() {
    if (objects == null) {
      objects =
          configured(S3Client.builder(), Endpoints::s3)
              .forcePathStyle(endpoints.isPresent())
              .build();
    }
    return objects;
  }

  /**
   * Makes links to objects; connects to nothing. Shared, because closing it would close the
   * credentials of the other clients.
   */
  public synchronized S3Presigner presigner() {
    if (presigner == null) {
      presigner = newPresigner();
    }
    return presigner;
  }

  private S3Presigner newPresigner() {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(region))
            .credentialsProvider(credentials())
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(endpoints.isPresent()).build());
    endpoints.ifPresent(local -> builder.endpointOverride(local.s3()));
    return builder.build();
  }

  /** The SSM client, created at the first call, because few processes need it. Only in AWS. */
  public synchronized SsmClient parameters() {
    if (parameters == null) {
      parameters = configured(SsmClient.builder(), Endpoints::dynamoDb).build();
    }
    return parameters;
  }

  /** A new ECS client; the caller closes it. Only in AWS. */
  public EcsClient services() {
    return configured(EcsClient.builder(), Endpoints::dynamoDb).build();
  }

  @Override
  public synchronized void close() {
    tables.close();
    queues.close();
    if (objects != null) {
      objects.close();
    }
    if (parameters != null) {
      parameters.close();
    }
  }

  private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> B configured(
      B builder, Function<Endpoints, URI> endpoint) {
    builder
        .region(Region.of(region))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(ATTEMPT_TIMEOUT))
        .overrideConfiguration(calls ->
            calls
                .apiCallTimeout(CALL_TIMEOUT)
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, process));
    endpoints.ifPresent(local -> builder.endpointOverride(endpoint.apply(local)));
    return builder.credentialsProvider(credentials());
  }

  private AwsCredentialsProvider credentials() {
    return endpoints
        .<AwsCredentialsProvider>map(local ->
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(local.accessKeyId(), local.secretAccessKey())))
        .orElse(OF_LAMBDA);
  }
}
