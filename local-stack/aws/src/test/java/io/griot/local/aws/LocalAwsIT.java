package io.griot.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.Names;
import io.griot.contract.QueueAttributes;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class LocalAwsIT {
  private static final Names NAMES = new Names("griot");
  private static final Map<String, AttributeValue> KEY =
      Map.of(ApiKeyItem.KEY_HASH, AttributeValue.fromS("hash"));

  @TempDir Path folder;

  @Test
  void keepsItemsMessagesAndObjectsOverARestart() {
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var tables = aws.dynamoDbClient();
        var queues = aws.sqsClient();
        var objects = aws.s3Client()) {
      tables.putItem(put -> put.tableName(NAMES.table(Table.API_KEYS)).item(KEY));
      String url = queues.getQueueUrl(q -> q.queueName(NAMES.eventsQueue())).queueUrl();
      queues.sendMessage(send ->
          send.queueUrl(url).messageGroupId("g").messageDeduplicationId("d").messageBody("sent"));
      objects.putObject(
          put -> put.bucket(aws.bucket()).key("a/b"),
          RequestBody.fromString("kept", StandardCharsets.UTF_8));
    }
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var tables = aws.dynamoDbClient();
        var queues = aws.sqsClient();
        var objects = aws.s3Client()) {
      assertThat(tables.getItem(get -> get.tableName(NAMES.table(Table.API_KEYS)).key(KEY)).item())
          .isEqualTo(KEY);
      String url = queues.getQueueUrl(q -> q.queueName(NAMES.eventsQueue())).queueUrl();
      assertThat(queues.receiveMessage(receive -> receive.queueUrl(url)).messages())
          .singleElement()
          .satisfies(message -> assertThat(message.body()).isEqualTo("sent"));
      assertThat(
              objects
                  .getObjectAsBytes(get -> get.bucket(aws.bucket()).key("a/b"))
                  .asString(StandardCharsets.UTF_8))
          .isEqualTo("kept");
    }
  }

  /** A copy of the files equals what a killed process leaves. */
  @Test
  void hasOnTheDiskWhatItAnswered(@TempDir Path killed) throws IOException {
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var tables = aws.dynamoDbClient();
        var queues = aws.sqsClient()) {
      String url = queues.getQueueUrl(q -> q.queueName(NAMES.eventsQueue())).queueUrl();
      for (String number : numbers(0, 10)) {
        queues.sendMessage(send ->
            send.queueUrl(url)
                .messageGroupId("g")
                .messageDeduplicationId(number)
                .messageBody(number));
      }
      tables.putItem(put -> put.tableName(NAMES.table(Table.API_KEYS)).item(KEY));
      copy(folder, killed);
    }
    try (LocalAws aws = new LocalAws(killed, Ports.ANY, NAMES);
        var tables = aws.dynamoDbClient();
        var queues = aws.sqsClient()) {
      assertThat(tables.getItem(get -> get.tableName(NAMES.table(Table.API_KEYS)).key(KEY)).item())
          .isEqualTo(KEY);
      String url = queues.getQueueUrl(q -> q.queueName(NAMES.eventsQueue())).queueUrl();
      assertThat(receive(queues, url))
          .extracting(Message::body)
          .containsExactlyElementsOf(numbers(0, 10));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void keepsTheOrderOfAGroupOverARestart() {
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var queues = aws.sqsClient()) {
      String url =
          queues
              .createQueue(create ->
                  create
                      .queueName("ordered.fifo")
                      .attributesWithStrings(QueueAttributes.ofSessionQueue()))
              .queueUrl();
      for (String number : numbers(0, 20)) {
        queues.sendMessage(send ->
            send.queueUrl(url)
                .messageGroupId("g")
                .messageDeduplicationId(number)
                .messageBody(number));
      }
      // A message that was received and made visible again becomes visible later than one that was
      // never received.
      for (Message message : receive(queues, url)) {
        queues.changeMessageVisibility(
            show -> show.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
      }
    }
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var queues = aws.sqsClient()) {
      String url = queues.getQueueUrl(queue -> queue.queueName("ordered.fifo")).queueUrl();

      List<Message> first = receive(queues, url);
      assertThat(first).extracting(Message::body).containsExactlyElementsOf(numbers(0, 10));
      assertThat(receive(queues, url)).as("the group waits for what is in flight").isEmpty();
      for (Message message : first) {
        queues.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
      assertThat(receive(queues, url))
          .extracting(Message::body)
          .containsExactlyElementsOf(numbers(10, 20));
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static List<Message> receive(SqsClient queues, String url) {
    return queues
        .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages();
  }

  @Test
  void addsTheIndexesThatATableFromAnEarlierVersionLacks() {
    String sessions = NAMES.table(Table.SESSIONS);
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var tables = aws.dynamoDbClient()) {
      tables.deleteTable(delete -> delete.tableName(sessions));
      tables.createTable(create ->
          create
              .tableName(sessions)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(text(SessionItem.SESSION_ID), text(SessionItem.OWNER))
              .keySchema(hash(SessionItem.SESSION_ID))
              .globalSecondaryIndexes(
                  GlobalSecondaryIndex.builder()
                      .indexName(Table.OWNER_INDEX)
                      .keySchema(hash(SessionItem.OWNER))
                      .projection(all -> all.projectionType(ProjectionType.KEYS_ONLY))
                      .build()));
    }
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var tables = aws.dynamoDbClient()) {
      tables.putItem(put ->
          put.tableName(sessions)
              .item(
                  Map.of(
                      SessionItem.SESSION_ID, AttributeValue.fromS("waits"),
                      SessionItem.WAITING, AttributeValue.fromS(SessionItem.WAITING_VALUE),
                      SessionItem.WAITING_RANK, AttributeValue.fromS("1#1"))));

      assertThat(
              tables
                  .query(query ->
                      query
                          .tableName(sessions)
                          .indexName(Table.WAITING_INDEX)
                          .keyConditionExpression("#waiting = :waiting")
                          .expressionAttributeNames(Map.of("#waiting", SessionItem.WAITING))
                          .expressionAttributeValues(
                              Map.of(":waiting", AttributeValue.fromS(SessionItem.WAITING_VALUE))))
                  .items())
          .hasSize(1);
    }
  }

  @Test
  void hasNothingOfAnotherThatRanInThisJvm(@TempDir Path elsewhere) {
    new LocalAws(elsewhere, Ports.ANY, new Names("other")).close();

    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES);
        var queues = aws.sqsClient()) {
      assertThat(queues.listQueues().queueUrls())
          .isNotEmpty()
          .noneMatch(url -> url.contains("other"));
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    try (LocalAws aws = new LocalAws(folder, Ports.ANY, NAMES)) {
      // Another loopback address: a server that listens on every address would answer there.
      InetAddress address = InetAddress.ofLiteral("127.0.0.2");
      for (int port :
          new int[] {
            aws.dynamoDbEndpoint().getPort(),
            aws.sqsEndpoint().getPort(),
            aws.s3Endpoint().getPort()
          }) {
        assertThatIOException().isThrownBy(() -> new Socket(address, port).close());
      }
    }
  }

  private static AttributeDefinition text(String attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement hash(String attribute) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(KeyType.HASH).build();
  }
}
