package io.griot.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import io.griot.sandbox.wire.Pairing.QrTimes;
import io.griot.testing.StackExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;

/**
 * The whole stack, a customer, and the waits that journeys share. The sandbox keeps its port when
 * it is reopened: a page stores its credentials for one origin, and another port would be another
 * WhatsApp.
 */
public final class WholeStack extends StackExtension<WholeStack.Parts> {
  private static final CustomerId CUSTOMER = new CustomerId("customer");

  /**
   * Settings that shorten tests: long polls, and the time until a dead host's messages are visible
   * again.
   */
  private static final Map<String, String> QUICK =
      Map.of(
          "GRIOT_LONG_POLL", "1s",
          "GRIOT_COMMAND_VISIBILITY", "5s",
          "GRIOT_LOOK", "300ms",
          "GRIOT_LOOK_AT_HOSTS", "500ms",
          "GRIOT_USAGE_INTERVAL", "1s");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, String> settings;
  private final QrTimes qrTimes;
  private final boolean startsHost;
  private int sandboxPort;

  /** The open parts. */
  record Parts(LocalStack stack, ApiClient api) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (stack) {
        api.close();
      }
    }
  }

  private WholeStack(Map<String, String> settings, QrTimes qrTimes, boolean startsHost) {
    this.settings = settings;
    this.qrTimes = qrTimes;
    this.startsHost = startsHost;
  }

  /** A stack with a host in this JVM. */
  public static WholeStack withHost() {
    return new WholeStack(Map.of(), QrTimes.REAL, true);
  }

  /** A stack without a host, for tests that start their own. */
  public static WholeStack withoutHost() {
    return new WholeStack(Map.of(), QrTimes.REAL, false);
  }

  /** A copy with additional settings, which override those of every fixture. */
  public WholeStack settings(Map<String, String> wanted) {
    return new WholeStack(wanted, qrTimes, startsHost);
  }

  /** A copy with these display times of QR codes. */
  public WholeStack qrTimes(QrTimes wanted) {
    return new WholeStack(settings, wanted, startsHost);
  }

  @Override
  protected Parts open(Path folder) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(QUICK);
    all.putAll(settings);
    SandboxConfig sandbox =
        SandboxConfig.in(folder.resolve("sandbox")).withPort(sandboxPort).withQrTimes(qrTimes);
    LocalStack stack =
        LocalStack.start(LocalStackConfig.in(folder).withSandbox(sandbox).withSettings(all));
    sandboxPort = stack.sandboxAddress().getPort();
    if (startsHost) {
      stack.startHost();
    }
    return new Parts(stack, client(stack, CUSTOMER));
  }

  /** The stack itself. */
  public LocalStack stack() {
    return parts().stack();
  }

  /** The API, as a customer. */
  public ApiClient api() {
    return parts().api();
  }

  /** Another customer of the same stack. */
  public ApiClient customer(String name) {
    return client(stack(), new CustomerId(name));
  }

  private static ApiClient client(LocalStack stack, CustomerId customer) {
    return new ApiClient(stack.apiAddress(), stack.mintKey(customer, Environment.TEST));
  }

  /** A phone of the sandbox. */
  public Phone phone(String number) {
    return new Phone(stack().sandboxAddress(), number);
  }

  /** A new account with a phone. */
  public Phone newPhone(String number, String name) {
    return Phone.create(stack().sandboxAddress(), number, name);
  }

  /** Starts a session, links it to a phone by its QR code, and waits until it is connected. */
  public void pair(String session, Phone phone) {
    pair(api(), session, phone);
  }

  /** As {@link #pair(String, Phone)}, for another customer. */
  public void pair(ApiClient api, String session, Phone phone) {
    assertThat(api.get("/session/start/" + session).success()).isTrue();
    Answer shown = patiently().until(() -> api.get("/session/qr/" + session), Answer::success);
    phone.scan(shown.body().path("qr").asText());
    patiently().until(() -> api.get("/session/status/" + session), Answer::success);
  }

  /** Waits until the session could move to another host. */
  public void awaitCheckpoint(String session) {
    SessionId id = SessionId.of(CUSTOMER, new SessionName(session));
    patiently()
        .until(() -> stack().aws().session(id), item -> item.containsKey(SessionItem.CHECKPOINT));
  }

  /** Waits for the session's QR code. */
  public String qr(String session) {
    return awaitAnswer("/session/qr/" + session, Answer::success).body().path("qr").asText();
  }

  /** Waits until a session is connected. */
  public void awaitConnected(String session) {
    awaitAnswer("/session/status/" + session, Answer::success);
  }

  /** Waits for an answer of a path that satisfies a condition. */
  public Answer awaitAnswer(String path, Predicate<Answer> wanted) {
    return patiently().until(() -> api().get(path), wanted);
  }

  /**
   * Sends a text that must be accepted.
   *
   * @return the message as the API answers it
   */
  public JsonNode send(String session, String chatId, String text) {
    Answer answer = api().post("/client/sendMessage/" + session, ApiClient.text(chatId, text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body().path("message");
  }

  /** Waits until a conversation on a phone satisfies a condition. */
  public List<JsonNode> awaitConversation(
      Phone phone, String chat, Predicate<? super List<JsonNode>> wanted) {
    return patiently().until(() -> phone.conversation(chat), wanted);
  }

  /** A wait whose deadline even a busy machine meets. */
  public static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }
}
