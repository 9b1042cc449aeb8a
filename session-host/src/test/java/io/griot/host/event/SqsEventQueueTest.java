package io.griot.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.FakeObjectStore;
import io.griot.host.lease.FakeLeaseStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Uses a server that refuses single entries of a request, as SQS may. */
@Timeout(300)
class SqsEventQueueTest {
  private static final CustomerId CUSTOMER = new CustomerId("customer");
  private static final SessionName NAME = new SessionName("shop");
  private static final SessionId SESSION = SessionId.of(CUSTOMER, NAME);

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private SqsClient sqs;
  private SqsEventQueue queue;

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
            .checksumValidationEnabled(false)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .build();
    queue = new SqsEventQueue(sqs, new FakeObjectStore(), new Names("test"));
  }

  @AfterEach
  void close() {
    sqs.close();
    server.stop(0);
  }

  @Test
  void letsNothingOfAChatOvertakeWhatIsRefused() {
    List<Event> events = List.of(event("a", 1), event("a", 2), event("b", 1), event("b", 2));
    refused.add(id("a", 1));

    assertThatThrownBy(() -> queue.send(events)).isInstanceOf(SdkException.class);
    assertThat(taken).doesNotContain(id("a", 2));

    refused.clear();
    queue.send(events);
    List<String> first = taken.stream().distinct().toList();
    assertThat(first.indexOf(id("a", 1))).isLessThan(first.indexOf(id("a", 2)));
    assertThat(first.indexOf(id("b", 1))).isLessThan(first.indexOf(id("b", 2)));
    assertThat(first).hasSize(4);
  }

  @Test
  void sendsManyChatsEventsTogether() {
    queue.send(IntStream.range(0, 25).mapToObj(i -> event("chat" + i, i)).toList());

    assertThat(sizes).containsExactly(10, 10, 5);
  }

  @Test
  void sendsWhatIsLoggedUnderTheSameIdAndGroup() {
    Event event = event("a", 1);
    queue.sendLogged(FakeLeaseStore.waiting(SESSION), List.of(LoggedEvent.of(event)));

    assertThat(taken).containsExactly(id("a", 1));
  }

  private void answer(HttpExchange exchange, URI address) throws IOException {
    try (exchange) {
      ObjectNode request =
          Json.readObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      ObjectNode answer = Json.MAPPER.createObjectNode();
      if (request.has("Entries")) {
        batch(request, answer);
      } else {
        answer.put("QueueUrl", address + "/1/q");
      }
      byte[] bytes = answer.toString().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void batch(ObjectNode request, ObjectNode answer) {
    ArrayNode successful = answer.putArray("Successful");
    ArrayNode failed = answer.putArray("Failed");
    sizes.add(request.path("Entries").size());
    for (JsonNode entry : request.path("Entries")) {
      String event = entry.path("MessageDeduplicationId").asText();
      String id = entry.path("Id").asText();
      if (refused.contains(event)) {
        failed.addObject().put("Id", id).put("Code", "InternalError").put("SenderFault", false);
      } else {
        taken.add(event);
        successful.addObject().put("Id", id).put("MessageId", id).put("MD5OfMessageBody", "-");
      }
    }
  }

  private static String id(String chat, int number) {
    return event(chat, number).id().value();
  }

  private static Event event(String chat, int number) {
    return new Event(
        EventId.of(SESSION, "message", chat + number),
        CUSTOMER,
        SESSION,
        NAME,
        Environment.TEST,
        chat,
        "message",
        Instant.ofEpochSecond(number),
        Optional.empty());
  }
}
