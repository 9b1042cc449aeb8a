package io.griot.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
      queues.sendMessage(send -> send.queueUrl(url).messageGroupId("g").messageDeduplicationId("d").messageBody("sent"));
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
      // Another address of the loopback range: a server bound to every address would answer there.
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
}
