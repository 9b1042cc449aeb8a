package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/**
 * A running stack with one session, linked to the shop's phone. All cases share it, one after
 * another: a case that changes what others could see works on people, groups and chats of its own
 * ({@link #newPhone}).
 */
final class Stage implements AutoCloseable {
  static final String SESSION = "shop";

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final LocalStack stack;
  private final AtomicInteger people = new AtomicInteger();

  /** As the session's customer. */
  final ApiClient api;

  /** The phone of the session's own account. */
  final Phone shop;

  /** Somebody who knows the shop. */
  final Phone customer;

  private Stage(Path folder, LocalStack stack) {
    this.folder = folder;
    this.stack = stack;
    String key = stack.mintKey(new CustomerId("customer"), Environment.TEST);
    this.api = new ApiClient(stack.apiAddress(), key);
    this.shop = new Phone(stack.sandboxAddress(), Phone.SHOP);
    this.customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER);
  }

  static Stage setUp() {
    try {
      Path folder = Files.createTempDirectory("griot-contract");
      Stage stage =
          new Stage(
              folder,
              LocalStack.start(
                  LocalStackConfig.in(folder)
                      .withSettings(
                          Map.of(
                              "GRIOT_LONG_POLL",
                              "1s",
                              "GRIOT_LOOK",
                              "300ms",
                              "GRIOT_MEDIA_FROM_LOOPBACK",
                              "true",
                              "GRIOT_WEBHOOKS_TO_LOOPBACK",
                              "true"))));
      try {
        stage.stack.startHost();
        stage.link(SESSION, stage.shop);
        return stage;
      } catch (RuntimeException | IOException | InterruptedException | AssertionError e) {
        stage.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the stage was set up", e);
    }
  }

  /** Starts a session and links it to a phone by its QR code; returns when it is connected. */
  void link(String session, Phone phone) {
    link(api, session, phone);
  }

  /** The same for another customer. */
  void link(ApiClient api, String session, Phone phone) {
    assertThat(api.get("/session/start/" + session).success()).isTrue();
    Answer shown = patiently().until(() -> api.get("/session/qr/" + session), Answer::success);
    phone.scan(shown.body().path("qr").asText());
    patiently().until(() -> api.get("/session/status/" + session), Answer::success);
  }

  /** Another customer of the same stack. */
  ApiClient customer(String name) {
    return new ApiClient(stack.apiAddress(), key(name));
  }

  /** Sets how many sessions a customer of the same stack may have. */
  void allow(String customer, int sessions) {
    stack.allow(new CustomerId(customer), Environment.TEST, sessions);
  }

  /** A key of another customer of the same stack. */
  String key(String customer) {
    return stack.mintKey(new CustomerId(customer), Environment.TEST);
  }

  /** The address of a path, which is encoded already and may have a query. */
  URI address(String path) {
    return URI.create(stack.apiAddress().toString().replaceFirst("/$", "") + path);
  }

  /** Somebody whom no other case knows. */
  Phone newPhone(String name) {
    String number = "2376910" + String.format("%05d", people.incrementAndGet());
    return newPhone(name, number);
  }

  /** Somebody with a number that no other case has. */
  Phone newPhone(String name, String number) {
    return Phone.create(stack.sandboxAddress(), number, name);
  }

  /** Waits for an effect; fails after half a minute. */
  static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }

  static ObjectNode fields(Map<String, ?> fields) {
    return Json.MAPPER.valueToTree(fields);
  }

  /** Calls an operation that must succeed; the answer's body, which is as documented. */
  ObjectNode call(String operation, Map<String, ?> fields) {
    Operation wanted = Documented.operation(operation);
    Answer answer = send(wanted, fields(fields));
    Documented.assertSuccess(wanted, answer);
    return answer.body();
  }

  /** Calls an operation that must fail in this way; the error's text. */
  String fails(String operation, FailureCode code, Map<String, ?> fields) {
    Operation wanted = Documented.operation(operation);
    Answer answer = send(wanted, fields(fields));
    Documented.assertFailure(wanted, code, answer.status(), answer.text());
    return answer.body().path("error").asText();
  }

  /**
   * Calls an operation: fields that the path names go there, the others into the query or the body.
   * The session is the stage's own unless the fields name another as {@code sessionId}. What phones
   * did before reaches the session's page first: a page may act on what it does not know yet.
   */
  Answer send(Operation operation, ObjectNode fields) {
    patiently().until(shop::isInStep);
    ObjectNode rest = fields(Map.of("sessionId", SESSION));
    rest.setAll(fields);
    String path =
        PARAMETER
            .matcher(operation.path().text())
            .replaceAll(
                parameter -> Matcher.quoteReplacement(rest.remove(parameter.group(1)).asText()));
    rest.remove("sessionId");
    if (operation.method().equals("GET") || operation.method().equals("DELETE")) {
      String query =
          rest.properties().stream()
              .map(field -> field.getKey() + "=" + encoded(field.getValue().asText()))
              .collect(Collectors.joining("&"));
      return api.send(
          operation.method(), query.isEmpty() ? path : path + "?" + query, null, Map.of());
    }
    return api.send(operation.method(), path, rest.toString(), Map.of());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    customer.close();
    shop.close();
    api.close();
    stack.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
