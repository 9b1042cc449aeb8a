package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Tests the proxy in front of the real local services, with clients like the API's that do not
 * retry.
 */
final class AwsProxyIT {
  private static final Names NAMES = new Names("griot");

  @TempDir static Path folder;
  private static LocalAws aws;
  private static AwsProxy dynamo;
  private static AwsProxy sqs;
  private static AwsProxy s3;
  private static DynamoDbClient tables;
  private static SqsClient queues;
  private static S3Client objects;
  private static DynamoDbClient behind;
  private static final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void open() {
    aws = new LocalAws(folder, Ports.ANY, NAMES);
    dynamo = proxy(AwsService.DYNAMODB, aws.dynamoDbEndpoint());
    sqs = proxy(AwsService.SQS, aws.sqsEndpoint());
    s3 = proxy(AwsService.S3, aws.s3Endpoint());
    tables = once(DynamoDbClient.builder(), dynamo).build();
    queues = once(SqsClient.builder(), sqs).build();
    objects = once(S3Client.builder(), s3).forcePathStyle(true).build();
    behind = aws.dynamoDbClient();
  }

  private static AwsProxy proxy(AwsService service, URI target) {
    return new AwsProxy(service, target, new Random(1), failures::add);
  }

  @AfterAll
  static void close() {
    behind.close();
    tables.close();
    queues.close();
    objects.close();
    dynamo.close();
    sqs.close();
    s3.close();
    aws.close();
    assertThat(failures).isEmpty();
  }

  @AfterEach
  void heal() {
    dynamo.pass();
    sqs.pass();
    s3.pass();
  }

  @Test
  void passesItemsMessagesAndObjectsOn() {
    put("passed");
    assertThat(isStored("passed")).isTrue();

    String url = queues.createQueue(create -> create.queueName("passes")).queueUrl();
    queues.sendMessage(send -> send.queueUrl(url).messageBody("sent"));
    assertThat(
            queues.receiveMessage(receive -> receive.queueUrl(url).waitTimeSeconds(1)).messages())
        .extracting(Message::body)
        .containsExactly("sent");

    byte[] large = new byte[5_000_000];
    new Random(2).nextBytes(large);
    objects.putObject(put -> put.bucket(aws.bucket()).key("large"), RequestBody.fromBytes(large));
    assertThat(objects.getObjectAsBytes(get -> get.bucket(aws.bucket()).key("large")).asByteArray())
        .isEqualTo(large);
    assertThat(objects.headObject(head -> head.bucket(aws.bucket()).key("large")).contentLength())
        .isEqualTo(large.length);
  }

  /** Otherwise a fault would not affect requests to a queue's URL. */
  @Test
  void isAskedForQueuesByTheirAddressToo() {
    String url = queues.createQueue(create -> create.queueName("asked")).queueUrl();
    sqs.inject(AwsFault.of(AwsFault.Kind.SLOW).by(Duration.ZERO));
    long before = sqs.met();
    queues.receiveMessage(receive -> receive.queueUrl(url).waitTimeSeconds(0));
    assertThat(sqs.met()).isEqualTo(before + 1);
  }

  @Test
  void throttlesInEachServicesOwnWords() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.THROTTLE));
    sqs.inject(AwsFault.of(AwsFault.Kind.THROTTLE));
    s3.inject(AwsFault.of(AwsFault.Kind.THROTTLE));
    assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
        .isThrownBy(() -> put("throttled"));
    assertThatExceptionOfType(SdkServiceException.class)
        .isThrownBy(() -> queues.getQueueUrl(get -> get.queueName("any")))
        .matches(SdkServiceException::isThrottlingException);
    assertThatExceptionOfType(SdkServiceException.class)
        .isThrownBy(() ->
            objects.putObject(
                put -> put.bucket(aws.bucket()).key("throttled"),
                RequestBody.fromBytes(new byte[1_000_000])))
        .matches(e -> e.statusCode() == 503 && e.isThrottlingException());
    assertThat(isStored("throttled")).isFalse();
  }

  @Test
  void answersAnErrorAfterTheWork() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.ERROR_AFTER_WORK));
    assertThatExceptionOfType(SdkServiceException.class)
        .isThrownBy(() -> put("worked"))
        .matches(e -> e.statusCode() == 500);
    assertThat(isStored("worked")).isTrue();
  }

  @Test
  void cutsTheConnectionAfterTheWork() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.CUT_AFTER_WORK));
    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> put("cut"));
    assertThat(isStored("cut")).isTrue();
  }

  @Test
  void refusesAndIsBackOnTheSamePort() {
    URI before = dynamo.endpoint();
    dynamo.inject(AwsFault.of(AwsFault.Kind.REFUSE));
    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> put("refused"));
    assertThat(isStored("refused")).isFalse();
    dynamo.pass();
    put("refused");
    assertThat(isStored("refused")).isTrue();
    assertThat(dynamo.endpoint()).isEqualTo(before);
  }

  @Test
  void hangsUntilItsCallerGivesUp() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.HANG));
    assertThatExceptionOfType(ApiCallTimeoutException.class)
        .isThrownBy(() ->
            tables.putItem(put ->
                put.tableName(NAMES.table(Table.API_KEYS))
                    .item(item("hangs"))
                    .overrideConfiguration(call -> call.apiCallTimeout(Duration.ofSeconds(1)))));
    assertThat(isStored("hangs")).isFalse();
  }

  /** A request that its caller has given up still reaches the service, after later ones. */
  @Test
  void doesLateWhatItsCallerGaveUp() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.LATE).only("PutItem"));
    assertThatExceptionOfType(ApiCallTimeoutException.class)
        .isThrownBy(() ->
            tables.putItem(put ->
                put.tableName(NAMES.table(Table.API_KEYS))
                    .item(item("late"))
                    .overrideConfiguration(call -> call.apiCallTimeout(Duration.ofSeconds(1)))));
    assertThat(isStored("late")).isFalse();
    dynamo.pass();
    await().atMost(Duration.ofMinutes(1)).until(() -> isStored("late"));
  }

  @Test
  void isSlow() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.SLOW).by(Duration.ofMillis(300)).times(1));
    long began = System.nanoTime();
    put("slow");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
    assertThat(isStored("slow")).isTrue();
  }

  @Test
  void meetsTheOperationsAndTheShareThatItIsTold() {
    dynamo.inject(AwsFault.of(AwsFault.Kind.ERROR_AFTER_WORK).only("UpdateItem"));
    put("other");
    long before = dynamo.met();
    dynamo.inject(AwsFault.of(AwsFault.Kind.SLOW).by(Duration.ZERO).forShare(0.5));
    for (int i = 0; i < 100; i++) {
      put("half");
    }
    assertThat(dynamo.met() - before).isBetween(25L, 75L);
    dynamo.inject(AwsFault.of(AwsFault.Kind.THROTTLE).times(1));
    assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
        .isThrownBy(() -> put("once"));
    put("once");
    assertThat(isStored("once")).isTrue();
  }

  private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> B once(
      B builder, AwsProxy proxy) {
    return builder
        .endpointOverride(proxy.endpoint())
        .region(LocalAws.REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY_ID, LocalAws.SECRET_ACCESS_KEY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(60)))
        .overrideConfiguration(calls -> calls.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  private static void put(String id) {
    tables.putItem(put -> put.tableName(NAMES.table(Table.API_KEYS)).item(item(id)));
  }

  private static boolean isStored(String id) {
    return behind
        .getItem(
            get -> get.tableName(NAMES.table(Table.API_KEYS)).key(item(id)).consistentRead(true))
        .hasItem();
  }

  private static Map<String, AttributeValue> item(String id) {
    return Map.of(ApiKeyItem.KEY_HASH, AttributeValue.fromS(id));
  }
}
