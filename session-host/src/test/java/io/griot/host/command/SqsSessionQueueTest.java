package io.griot.host.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Uses a server that only knows the queue's URL and answers nothing else. */
@Timeout(300)
final class SqsSessionQueueTest {
  private static final List<Delivery> ONE = List.of(new Delivery("id", "receipt", "chat", "{}"));

  private HttpServer server;
  private SqsClient sqs;
  private SqsSessionQueue queue;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI address = URI.create("http://localhost:" + server.getAddress().getPort());
    server.createContext("/", exchange -> answer(exchange, address));
    server.start();
    sqs =
        SqsClient.builder()
            .endpointOverride(address)
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    SessionId session = SessionId.of(new CustomerId("customer"), new SessionName("main"));
    queue =
        new SqsSessionQueue(
            sqs,
            new Names("test"),
            new Generation(session, Instant.EPOCH),
            Duration.ofSeconds(20),
            Duration.ofMillis(200));
    assertThat(queue.receive(Duration.ZERO)).isEmpty();
  }

  private static void answer(HttpExchange exchange, URI address) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    byte[] answer =
        switch (target) {
          case "AmazonSQS.GetQueueUrl" ->
              ("{\"QueueUrl\":\"" + address + "/1/q\"}").getBytes(UTF_8);
          case "AmazonSQS.ReceiveMessage" -> "{}".getBytes(UTF_8);
          default -> new byte[0];
        };
    if (answer.length > 0) {
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    }
  }

  @AfterEach
  void close() {
    sqs.close();
    server.stop(0);
  }

  @Test
  void givesUpAnExtensionThatHangs() {
    assertThatThrownBy(() -> queue.extend(ONE, Duration.ofSeconds(20)))
        .isInstanceOf(ApiCallTimeoutException.class);
  }

  @Test
  void givesUpADeletionThatHangs() {
    assertThatThrownBy(() -> queue.delete(ONE)).isInstanceOf(ApiCallTimeoutException.class);
  }
}
