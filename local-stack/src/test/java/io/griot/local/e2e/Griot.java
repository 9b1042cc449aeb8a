package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack under test, a customer of it, and the waits that journeys share. */
final class Griot implements AutoCloseable {
  private static final CustomerId CUSTOMER = new CustomerId("customer");

  /**
   * What costs a test time and nobody anything: polls that are waited for, messages of dead hosts.
   */
  private static final Map<String, String> QUICK =
      Map.of(
          "GRIOT_LONG_POLL", "1s",
          "GRIOT_COMMAND_VISIBILITY", "5s",
          "GRIOT_LOOK", "300ms",
          "GRIOT_LOOK_AT_HOSTS", "500ms",
          "GRIOT_USAGE_INTERVAL", "1s");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final LocalStack stack;
  final ApiClient api;

  private Griot(LocalStack stack, ApiClient api) {
    this.stack = stack;
    this.api = api;
  }

  /** The whole stack on a folder; the same folder again is the same installation. */
  static Griot start(LocalStackConfig config) throws IOException, InterruptedException {
    Griot griot = startWithoutHost(config);
    griot.stack.startHost();
    return griot;
  }

  static Griot start(Path folder) throws IOException, InterruptedException {
    return start(LocalStackConfig.in(folder));
  }

  static Griot startWithoutHost(LocalStackConfig config) throws IOException {
    Map<String, String> settings = new HashMap<>(QUICK);
    settings.putAll(config.settings());
    LocalStack stack = LocalStack.start(config.withSettings(settings));
    return new Griot(stack, client(stack, CUSTOMER));
  }

  /** Another customer of the same stack. */
  ApiClient customer(String name) {
    return client(stack, new CustomerId(name));
  }

  private static ApiClient client(LocalStack stack, CustomerId customer) {
    return new ApiClient(stack.apiAddress(), stack.mintKey(customer, Environment.TEST));
  }

  Phone phone(String number) {
    return new Phone(stack.sandboxAddress(), number);
  }

  Phone newPhone(String number, String name) {
    return Phone.create(stack.sandboxAddress(), number, name);
  }

  /** Starts a session and links it to a phone by its QR code. */
  void pair(String session, Phone phone) {
    assertThat(api.get("/session/start/" + session).success()).isTrue();
    phone.scan(qr(session));
    awaitConnected(session);
  }

  /** Waits until the session could move to another host. */
  void awaitCheckpoint(String session) {
    String id = SessionId.of(CUSTOMER, new SessionName(session)).value();
    try (DynamoDbClient tables = stack.aws().dynamoDbClient()) {
      patiently()
          .until(
              () ->
                  tables
                      .getItem(get ->
                          get.tableName(stack.aws().names().table(Table.SESSIONS))
                              .key(Map.of(SessionItem.SESSION_ID, AttributeValue.fromS(id))))
                      .item(),
              item -> item.containsKey(SessionItem.CHECKPOINT));
    }
  }

  /** The session's QR code, once it has one. */
  String qr(String session) {
    return awaitAnswer("/session/qr/" + session, Answer::success).body().path("qr").asText();
  }

  void awaitConnected(String session) {
    awaitAnswer("/session/status/" + session, Answer::success);
  }

  Answer awaitAnswer(String path, Predicate<Answer> wanted) {
    return patiently().until(() -> api.get(path), wanted);
  }

  /** Sends a text that must be accepted; the message as the API answers it. */
  JsonNode send(String session, String chatId, String text) {
    Answer answer = api.post("/client/sendMessage/" + session, ApiClient.text(chatId, text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body().path("message");
  }

  /** What a phone shows of a conversation, once it is as wanted. */
  List<JsonNode> awaitConversation(
      Phone phone, String chat, Predicate<? super List<JsonNode>> wanted) {
    return patiently().until(() -> phone.conversation(chat), wanted);
  }

  static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
  }

  @Override
  public void close() throws IOException {
    api.close();
    stack.close();
  }
}
