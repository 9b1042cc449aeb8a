package io.griot.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.Outcome;
import io.griot.contract.Scope;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.functions.ApiHandler;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.SupervisorHandler;
import io.griot.functions.WebhooksHandler;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoHostStore;
import io.griot.functions.aws.DynamoKeyStore;
import io.griot.functions.aws.DynamoSessionStore;
import io.griot.functions.aws.DynamoWebhookStore;
import io.griot.functions.aws.SqsSessionQueues;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import io.griot.local.gateway.StandInHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Checks that the functions' jar lacks nothing: each handler is started from it in Lambda's
 * runtime, gets events as AWS writes them, and makes every kind of request to AWS.
 */
class LambdaJarIT {
  private static final Names NAMES = new Names("jar");
  private static final CustomerId CUSTOMER = new CustomerId("customer");
  private static final int BIG = 7_000_000;
  private static final int ABOVE_INLINE = 2 * CommandItem.MAX_INLINE_BYTES;

  @TempDir private static Path folder;
  private static Path code;
  private static LocalAws aws;
  private static DynamoDbClient tables;
  private static SqsClient queues;
  private static S3Client objects;
  private static String key;

  @BeforeAll
  static void start() throws IOException {
    code =
        LambdaRuntime.unpacked(
            Path.of("..", "functions", "target", "api-lambda.jar"), folder.resolve("code"));
    aws = new LocalAws(folder.resolve("aws"), Ports.ANY, NAMES);
    tables = aws.dynamoDbClient();
    queues = aws.sqsClient();
    objects = aws.s3Client();
    DynamoAccessStore access = new DynamoAccessStore(tables, NAMES);
    access.activate(CUSTOMER);
    key =
        new Keys(new DynamoKeyStore(tables, NAMES), new SecureRandom(), Clock.systemUTC())
            .mint(KeyOrder.of(CUSTOMER, Environment.TEST, Scope.USUAL))
            .secret();
  }

  @AfterAll
  static void stop() {
    objects.close();
    queues.close();
    tables.close();
    aws.close();
  }

  private static LambdaRuntime started(Class<?> handler) throws IOException {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("AWS_REGION", LocalAws.REGION.id());
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25"); // as on Lambda: the log is JSON
    environment.put(FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(), "true");
    Path log = folder.resolve(handler.getSimpleName() + ".log");
    return new LambdaRuntime(code, handler.getName(), environment, log);
  }

  @Test
  void theApiAnswers() throws Exception {
    try (LambdaRuntime api = started(ApiHandler.class);
        StandInHost host = new StandInHost(aws, LambdaJarIT::carriedOut)) {
      assertThat(answer(api, "GET", "/ping", "").path("statusCode").asInt()).isEqualTo(200);
      assertThat(api.log()).contains("\"event\":\"priming.done\",\"status\":403");

      assertThat(body(api, "GET", "/session/start/shop", "").path("success").asBoolean()).isTrue();
      SessionId session = SessionId.of(CUSTOMER, new SessionName("shop"));
      host.take(session);
      host.see(
          session,
          Map.of(ObservationItem.STATE, text("UNPAIRED"), ObservationItem.QR, text("2@the,code")));
      assertThat(picture(answer(api, "GET", "/session/qr/shop/image", ""))).isEqualTo("PNG");
      host.connect(session);
      host.run(session);
      assertThat(body(api, "POST", "/client/sendMessage/shop", message("Hello")))
          .isEqualTo(carried(5));
      assertThat(body(api, "POST", "/client/sendMessage/shop", file(ABOVE_INLINE)))
          .isEqualTo(carried(ABOVE_INLINE));
      assertThat(errorOf(api, "/client/sendMessage/shop", "{\"chatId\":\"1\"}"))
          .isEqualTo("contentType: is missing");
      readsBrotliWithItsDictionary(api);
      theAnswerIsElsewhere(api);
      aFileCanBeUploaded(api);
      assertThat(body(api, "PUT", "/webhook", "{\"url\":\"http://127.0.0.1:1/\"}").toString())
          .contains("whsec_");
      assertThat(body(api, "GET", "/openapi.json", "").path("openapi").asText()).startsWith("3.");
      host.end(session);
      assertThat(body(api, "GET", "/session/start/other", "").path("success").asBoolean()).isTrue();
      assertThat(body(api, "GET", "/session/stop/other", "").path("success").asBoolean()).isTrue();
      assertThat(body(api, "GET", "/session/terminate/other", "").path("success").asBoolean())
          .isTrue();
    }
  }

  /** The page's answer: the length of the text or file, or a large answer on request. */
  private static Outcome carriedOut(Command command) {
    JsonNode content = command.arguments().path("content");
    ObjectNode answer = carried(content.path("data").asText(content.asText()).length());
    if (content.asText().equals("much")) {
      answer.put("much", "m".repeat(BIG));
    }
    return new Outcome.Succeeded(answer, Duration.ZERO);
  }

  private static ObjectNode carried(int length) {
    return Json.MAPPER.createObjectNode().put("success", true).put("length", length);
  }

  /**
   * A text of 48 characters whose words are in Brotli's built-in dictionary, compressed by Node.js.
   */
  private static void readsBrotliWithItsDictionary(LambdaRuntime api) throws Exception {
    String brotli =
        "G3AAGKwK7GY+xztOGGIcNR9VI1TyFEnaq7G6kqFKHZY+HRyi7qe1CxnaHGjJAXPLwhbCGb/5e8DVCarUMCVfNOn2"
            + "nWAHyukeF+GOYQbc2Fx2MBAHTTQD";
    JsonNode answer =
        Json.readObject(
            api.invoke(LambdaEvents.compressed(key, "/client/sendMessage/shop", "br", brotli)));

    assertThat(Json.readObject(answer.path("body").asText())).isEqualTo(carried(48));
  }

  private static void theAnswerIsElsewhere(LambdaRuntime api) throws Exception {
    JsonNode answer = answer(api, "POST", "/client/sendMessage/shop", message("much"));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(303);
    URI there = URI.create(header(answer, "location"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text =
          http.send(HttpRequest.newBuilder(there).build(), BodyHandlers.ofString()).body();
      assertThat(Json.readObject(text).path("much").asText()).hasSize(BIG);
    }
  }

  private static void aFileCanBeUploaded(LambdaRuntime api) throws Exception {
    JsonNode upload = body(api, "POST", "/media", "{\"mimetype\":\"text/plain\",\"filesize\":5}");

    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .PUT(BodyPublishers.ofString("words"));
    upload
        .path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      var response = http.send(put.build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
  }

  @Test
  void webhooksAreDelivered() throws Exception {
    List<String> taken = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          taken.add(Json.readObject(body).path("dataType").asText());
          exchange.sendResponseHeaders(body.contains("group_leave") ? 500 : 204, -1);
          exchange.close();
        });
    receiver.start();
    new DynamoWebhookStore(tables, NAMES)
        .put(
            WebhookItem.ofCustomer(CUSTOMER, Environment.TEST),
            new WebhookStore.Whose(CUSTOMER, Optional.empty()),
            new Webhook(
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/",
                Optional.empty(),
                "whsec_" + Base64.getEncoder().encodeToString(new byte[32]),
                Optional.empty()),
            Optional.of(Instant.now()));
    Event small = event("ready");
    Event large = event("message");
    Event failing = event("group_leave");
    objects.putObject(
        put -> put.bucket(aws.bucket()).key(Names.eventObject(large.id())),
        RequestBody.fromString(large.payload().toString()));
    send(EventMessage.inline(small, small.payload().toString()), "a");
    send(EventMessage.claimCheck(large), "b");
    send(EventMessage.inline(failing, failing.payload().toString()), "c");
    List<Message> messages = received(3);

    try (LambdaRuntime webhooks = started(WebhooksHandler.class)) {
      JsonNode answer =
          Json.readObject(webhooks.invoke(LambdaEvents.batch(NAMES.eventsQueue(), messages)));

      assertThat(taken).containsExactlyInAnyOrder("ready", "message", "group_leave");
      assertThat(answer.path("batchItemFailures").findValuesAsText("itemIdentifier"))
          .containsExactly(
              messages.stream()
                  .filter(message -> message.body().contains("group_leave"))
                  .map(Message::messageId)
                  .findAny()
                  .orElseThrow());
      assertThat(webhooks.log())
          .contains("\"event\":\"priming.done\"")
          .doesNotContain("WARN", "ERROR");
    } finally {
      receiver.stop(0);
    }
  }

  private static Event event(String dataType) {
    SessionName name = new SessionName("hooked");
    SessionId session = SessionId.of(CUSTOMER, name);
    return new Event(
        EventId.of(session, dataType, "key"),
        CUSTOMER,
        session,
        name,
        Environment.TEST,
        Event.SESSION_GROUP,
        dataType,
        Instant.now(),
        Optional.empty());
  }

  private static void send(EventMessage event, String group) {
    queues.sendMessage(send ->
        send.queueUrl(queue(NAMES.eventsQueue()))
            .messageGroupId(group)
            .messageDeduplicationId(event.id().value())
            .messageBody(event.write()));
  }

  private static List<Message> received(int count) {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      List<Message> some =
          queues
              .receiveMessage(receive ->
                  receive
                      .queueUrl(queue(NAMES.eventsQueue()))
                      .maxNumberOfMessages(10)
                      .waitTimeSeconds(2)
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
              .messages();
      assertThat(some).as("more messages").isNotEmpty();
      messages.addAll(some);
    }
    return messages;
  }

  @Test
  void theSupervisorMakesItsRound() throws Exception {
    SessionName name = new SessionName("ended");
    Clock clock = Clock.systemUTC();
    DynamoSessionStore sessions =
        new DynamoSessionStore(tables, NAMES, new DynamoHostStore(tables, NAMES, clock), clock);
    Session session = Session.started(CUSTOMER, name, Environment.TEST, clock.instant());
    Generation generation = session.generation();
    int planned = 3; // other tests of this class have sessions too
    assertThat(sessions.create(session, planned)).isEqualTo(SessionStore.Creation.CREATED);
    assertThat(new SqsSessionQueues(queues, NAMES, clock).makeMailbox(generation)).isTrue();
    assertThat(sessions.end(session, clock.instant().minus(Duration.ofHours(1)))).isTrue();
    objects.putObject(
        put -> put.bucket(aws.bucket()).key(Names.checkpointObject(generation, 1, 1)),
        RequestBody.fromString("a profile"));

    try (LambdaRuntime supervisor = started(SupervisorHandler.class)) {
      supervisor.invoke(LambdaEvents.schedule());

      assertThat(
              queues
                  .listQueues(list -> list.queueNamePrefix(NAMES.sessionQueue(generation)))
                  .queueUrls())
          .isEmpty();
      assertThat(
              objects
                  .listObjectsV2(
                      list -> list.bucket(aws.bucket()).prefix(Names.checkpointObjects(generation)))
                  .contents())
          .isEmpty();
      assertThat(supervisor.log())
          .contains("\"event\":\"session.cleared_up\"")
          .contains("\"done\":true")
          .doesNotContain("ERROR");
    }
  }

  private static String queue(String name) {
    return queues.getQueueUrl(get -> get.queueName(name)).queueUrl();
  }

  private static String message(String content) {
    return Json.MAPPER
        .createObjectNode()
        .put("chatId", "237690000002@c.us")
        .put("contentType", "string")
        .put("content", content)
        .toString();
  }

  private static String file(int length) {
    ObjectNode message = Json.MAPPER.createObjectNode();
    message.put("chatId", "237690000002@c.us").put("contentType", "MessageMedia");
    message
        .putObject("content")
        .put("mimetype", "text/plain")
        .put("data", "A".repeat(length))
        .put("filename", "long.txt");
    return message.toString();
  }

  private static ObjectNode body(LambdaRuntime api, String method, String path, String body)
      throws Exception {
    JsonNode answer = answer(api, method, path, body);
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
    return Json.readObject(answer.path("body").asText());
  }

  private static String errorOf(LambdaRuntime api, String path, String body) throws Exception {
    JsonNode answer = answer(api, "POST", path, body);
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(422);
    return Json.readObject(answer.path("body").asText()).path("error").asText();
  }

  private static String picture(JsonNode answer) {
    assertThat(answer.path("isBase64Encoded").asBoolean()).as(answer.toString()).isTrue();
    return new String(Base64.getDecoder().decode(answer.path("body").asText()), 1, 3, UTF_8);
  }

  private static String header(JsonNode answer, String name) {
    return answer.path("headers").properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().asText())
        .findAny()
        .orElseThrow();
  }

  private static JsonNode answer(LambdaRuntime api, String method, String path, String body)
      throws Exception {
    return Json.readObject(api.invoke(LambdaEvents.request(key, method, path, body)));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
