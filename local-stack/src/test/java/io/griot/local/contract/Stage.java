package io.griot.local.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/**
 * A running stack with one session, linked to the shop's phone. All cases share it, one after
 * another. A case that changes something visible to others uses its own people, groups and chats
 * ({@link #newPhone}).
 */
final class Stage implements AutoCloseable {
  static final String SESSION = "shop";

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static final Map<String, String> SETTINGS =
      Map.of("GRIOT_MEDIA_FROM_LOOPBACK", "true", "GRIOT_WEBHOOKS_TO_LOOPBACK", "true");

  private final WholeStack stack;
  private final AtomicInteger people = new AtomicInteger();

  /** The API, with a key of the session's customer. */
  final ApiClient api;

  /** The phone of the session's own account. */
  final Phone shop;

  /** A customer of the shop. */
  final Phone customer;

  private Stage(WholeStack stack) {
    this.stack = stack;
    this.api = stack.api();
    this.shop = stack.phone(Phone.SHOP);
    this.customer = stack.phone(Phone.CUSTOMER);
  }

  static Stage setUp() {
    WholeStack stack = WholeStack.withHost().settings(SETTINGS);
    stack.begin();
    Stage stage = new Stage(stack);
    try {
      stage.link(SESSION, stage.shop);
      return stage;
    } catch (RuntimeException | AssertionError e) {
      stage.close();
      throw e;
    }
  }

  /** Starts a session, links it to a phone by its QR code, and waits until it is connected. */
  void link(String session, Phone phone) {
    link(api, session, phone);
  }

  /** As {@link #link(String, Phone)}, for another customer. */
  void link(ApiClient api, String session, Phone phone) {
    stack.pair(api, session, phone);
  }

  /** Another customer of the same stack. */
  ApiClient customer(String name) {
    return stack.customer(name);
  }

  /** Sets the maximum number of sessions of a customer. */
  void allow(String customer, int sessions) {
    stack.stack().allow(new CustomerId(customer), Environment.TEST, sessions);
  }

  /** A key of another customer of the same stack. */
  String key(String customer) {
    return stack.stack().mintKey(new CustomerId(customer), Environment.TEST);
  }

  /** The URL of a path, which is already encoded and may have a query. */
  URI address(String path) {
    return URI.create(stack.stack().apiAddress().toString().replaceFirst("/$", "") + path);
  }

  /** A person who is in no other case. */
  Phone newPhone(String name) {
    String number = "2376910" + String.format("%05d", people.incrementAndGet());
    return newPhone(name, number);
  }

  /** A person with a number that is in no other case. */
  Phone newPhone(String name, String number) {
    return stack.newPhone(number, name);
  }

  /** Waits for an effect, with a generous deadline. */
  static ConditionFactory patiently() {
    return WholeStack.patiently();
  }

  static ObjectNode fields(Map<String, ?> fields) {
    return Json.MAPPER.valueToTree(fields);
  }

  /**
   * Calls an operation that must succeed.
   *
   * @return the answer's body, checked against the document
   */
  ObjectNode call(String operation, Map<String, ?> fields) {
    Operation wanted = Documented.operation(operation);
    Answer answer = send(wanted, fields(fields));
    Documented.assertSuccess(wanted, answer);
    return answer.body();
  }

  /**
   * Calls an operation that must fail in this way.
   *
   * @return the error's text
   */
  String fails(String operation, FailureCode code, Map<String, ?> fields) {
    Operation wanted = Documented.operation(operation);
    Answer answer = send(wanted, fields(fields));
    Documented.assertFailure(wanted, code, answer.status(), answer.text());
    return answer.body().path("error").asText();
  }

  /**
   * Calls an operation. Fields that the path names go there, the others into the query or the body.
   * The session is the stage's own unless the field {@code sessionId} names another. First waits
   * until the session's page has received all earlier events of phones, because the call may depend
   * on them.
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
  public void close() {
    customer.close();
    shop.close();
    stack.end();
  }
}
