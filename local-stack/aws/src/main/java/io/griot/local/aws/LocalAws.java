package io.griot.local.aws;

import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.SharedSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS services that Griot uses, running on loopback in this JVM. The start takes about three
 * seconds; then every table, queue and the bucket exists, new or from before. Thread-safe. Close it
 * after everything that uses it.
 */
public final class LocalAws implements AutoCloseable {
  /** The access key of all clients. The services accept any. */
  public static final String ACCESS_KEY_ID = "local";

  /** See {@link #ACCESS_KEY_ID}. */
  public static final String SECRET_ACCESS_KEY = "local-secret";

  /** The region of all clients of the local stack. */
  public static final Region REGION = Region.AF_SOUTH_1;

  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY));

  private final Names names;
  private final LocalDynamoDb dynamoDb;
  private final LocalSqs sqs;
  private final LocalS3 s3;

  /**
   * Starts all three at once, and creates the tables, queues and the bucket.
   *
   * @param folder the folder for all data; it keeps them for a later start
   */
  public LocalAws(Path folder, Ports ports, Names names) {
    this.names = names;
    // Not in the common pool, which has one thread on two cores: each start mostly waits for the
    // disk.
    try (ExecutorService starters = Executors.newThreadPerTaskExecutor(Thread::new)) {
      var dynamoDbStart =
          CompletableFuture.supplyAsync(
              () -> new LocalDynamoDb(folder.resolve("dynamodb"), ports.dynamoDb()), starters);
      var s3Start =
          CompletableFuture.supplyAsync(
              () -> new LocalS3(folder.resolve("s3"), ports.s3()), starters);
      var sqsStart =
          CompletableFuture.supplyAsync(
              () -> new LocalSqs(folder.resolve("sqs"), ports.sqs(), REGION.id()), starters);
      try {
        CompletableFuture.allOf(dynamoDbStart, s3Start, sqsStart).join();
      } catch (CompletionException e) {
        var _ = dynamoDbStart.thenAccept(LocalDynamoDb::close);
        var _ = s3Start.thenAccept(LocalS3::close);
        var _ = sqsStart.thenAccept(LocalSqs::close);
        throw e;
      }
      this.dynamoDb = dynamoDbStart.join();
      this.s3 = s3Start.join();
      this.sqs = sqsStart.join();
    }
    try (DynamoDbClient tables = dynamoDbClient();
        SqsClient queues = sqsClient();
        S3Client objects = s3Client()) {
      new Installation(names).make(tables, queues, objects);
    }
  }

  /** The names of the tables, queues and the bucket. */
  public Names names() {
    return names;
  }

  /** The only bucket, for checkpoints, media, large commands and answers. */
  public String bucket() {
    return Installation.bucket(names);
  }

  public URI dynamoDbEndpoint() {
    return dynamoDb.endpoint();
  }

  public URI sqsEndpoint() {
    return sqs.endpoint();
  }

  public URI s3Endpoint() {
    return s3.endpoint();
  }

  /** The environment of a process that uses these services. */
  public Map<String, String> environment() {
    return new ProcessEnvironment()
        .put(SharedSettings.PREFIX, names)
        .put(SharedSettings.BUCKET, bucket())
        .put(SharedSettings.DYNAMODB_ENDPOINT, Optional.of(dynamoDbEndpoint()))
        .put(SharedSettings.SQS_ENDPOINT, Optional.of(sqsEndpoint()))
        .put(SharedSettings.S3_ENDPOINT, Optional.of(s3Endpoint()))
        .put(SharedSettings.ACCESS_KEY_ID, Optional.of(ACCESS_KEY_ID))
        .put(SharedSettings.SECRET_ACCESS_KEY, Optional.of(SECRET_ACCESS_KEY))
        .variables();
  }

  /** A session's stored item; empty when there is none. Blocks. */
  public Map<String, AttributeValue> session(SessionId session) {
    try (DynamoDbClient tables = dynamoDbClient()) {
      return tables
          .getItem(get ->
              get.tableName(names.table(Table.SESSIONS))
                  .key(Map.of(SessionItem.SESSION_ID, AttributeValue.fromS(session.value()))))
          .item();
    }
  }

  /** A new client for this DynamoDB; the caller closes it. */
  public DynamoDbClient dynamoDbClient() {
    return dynamoDb.client();
  }

  /** A new client for this SQS; the caller closes it. */
  public SqsClient sqsClient() {
    return SqsClient.builder()
        .endpointOverride(sqsEndpoint())
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** A new client for this S3; the caller closes it. */
  public S3Client s3Client() {
    return S3Client.builder()
        .endpointOverride(s3Endpoint())
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    // In parallel, because each mostly waits for its last writes.
    try (ExecutorService enders = Executors.newThreadPerTaskExecutor(Thread::new)) {
      Stream<Runnable> ends = Stream.of(dynamoDb::close, sqs::close, s3::close);
      CompletableFuture.allOf(
              ends.map(end -> CompletableFuture.runAsync(end, enders))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }
}
