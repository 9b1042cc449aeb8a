package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.contract.Scope;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.net.Cors;
import io.griot.dynamo.usage.DynamoUsageStore;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.functions.ApiHandler;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoKeyStore;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import io.griot.testing.StackExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The API on loopback, over the local AWS services, with a stand-in for the host. */
public final class ApiFixture extends StackExtension<ApiFixture.Parts> {
  public static final Names NAMES = new Names("it");
  private static final int SESSIONS = 100;

  private final Function<Command, Outcome> page;
  private final Function<Path, Map<String, String>> settings;

  /** The open parts. */
  record Parts(
      LocalAws aws,
      ApiHandler handler,
      LocalGateway gateway,
      HttpClient http,
      DynamoDbClient tables,
      StandInHost host,
      BehindTheApi behind)
      implements AutoCloseable {
    @Override
    public void close() {
      try (aws;
          tables;
          handler;
          host;
          behind;
          gateway) {
        http.close();
      }
    }
  }

  private ApiFixture(
      Function<Command, Outcome> page, Function<Path, Map<String, String>> settings) {
    this.page = page;
    this.settings = settings;
  }

  /**
   * A fixture, for {@code @RegisterExtension}. Customers may send any number of requests.
   *
   * @param page does the work of the page
   */
  public static ApiFixture with(Function<Command, Outcome> page) {
    return new ApiFixture(page, folder -> Map.of());
  }

  /** A fixture for tests whose requests reach no page. */
  public static ApiFixture withoutPage() {
    return with(command -> new Outcome.Failed(FailureCode.INTERNAL));
  }

  /** An answer of the page that contains the message's content. */
  static Outcome echo(Command command) {
    String content = command.arguments().path("content").asText();
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true).put("echo", content),
        Duration.ofMillis(7));
  }

  /** A copy with additional settings, which override those of every fixture. */
  public ApiFixture settings(Map<String, String> more) {
    return settings(folder -> more);
  }

  /**
   * A copy with settings that name files in the fixture's folder; the function writes the files.
   */
  public ApiFixture settings(Function<Path, Map<String, String>> more) {
    return new ApiFixture(page, more);
  }

  @Override
  protected Parts open(Path folder) {
    LocalAws aws = new LocalAws(folder.resolve("aws"), Ports.ANY, NAMES);
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("AWS_REGION", LocalAws.REGION.id());
    environment.put(FunctionsSettings.SEND_INTERVAL.key(), "0s");
    environment.put(FunctionsSettings.FAIR_USE.key(), "false");
    environment.putAll(settings.apply(folder));
    ApiHandler handler = new ApiHandler(FunctionsConfig.from(environment));
    return new Parts(
        aws,
        handler,
        new LocalGateway(handler, 0, Cors.ANY),
        HttpClient.newHttpClient(),
        aws.dynamoDbClient(),
        new StandInHost(aws, page),
        new BehindTheApi(aws));
  }

  /** The state that hosts, webhooks and the passing of time change. */
  public BehindTheApi behind() {
    return parts().behind();
  }

  /** The stand-in for the session host. */
  public StandInHost host() {
    return parts().host();
  }

  private DynamoAccessStore access() {
    return new DynamoAccessStore(parts().tables(), NAMES);
  }

  private DynamoKeyStore keyStore() {
    return new DynamoKeyStore(parts().tables(), NAMES);
  }

  private Keys keys() {
    return new Keys(keyStore(), new SecureRandom(), Clock.systemUTC());
  }

  public LocalAws aws() {
    return parts().aws();
  }

  public URI address() {
    return parts().gateway().address();
  }

  public String key(String customer) {
    CustomerId id = new CustomerId(customer);
    access().activate(id);
    access().allow(id, Environment.TEST, SESSIONS);
    return testKey(id);
  }

  /** An operator's key with all scopes. */
  public String adminKey() {
    return keys().mint(KeyOrder.ofOperator("tests", Scope.ALL)).secret();
  }

  /** Another key of a customer, with the same rights. */
  public String keyOf(String customer) {
    return testKey(new CustomerId(customer));
  }

  /** A key of a paying customer, with only these scopes. */
  public String keyOf(String customer, List<String> scopes) {
    CustomerId id = new CustomerId(customer);
    access().activate(id);
    return keys()
        .mint(
            KeyOrder.of(
                id,
                Environment.TEST,
                scopes.stream().flatMap(it -> Scope.of(it).stream()).collect(Collectors.toSet())))
        .secret();
  }

  /** A live key of a customer. */
  public String liveKeyOf(String customer) {
    return keys().mint(KeyOrder.of(new CustomerId(customer), Environment.LIVE, Scope.ALL)).secret();
  }

  /**
   * Creates two keys of a customer.
   *
   * @return their common beginning
   */
  public String twoKeysThatBeginAlike(String customer) {
    RandomGenerator alike = new Alike();
    Keys mint = new Keys(keyStore(), alike, Clock.systemUTC());
    KeyOrder order = KeyOrder.of(new CustomerId(customer), Environment.TEST, Scope.ALL);
    String first = mint.mint(order).secret();
    mint.mint(order);
    return first.substring(0, 8);
  }

  /** Generates ids whose first three characters are equal. */
  private static final class Alike implements RandomGenerator {
    private int calls;

    @Override
    public long nextLong() {
      return nextInt();
    }

    @Override
    public int nextInt(int origin, int bound) {
      int place = calls++ % 40;
      return place < 4 ? origin + place : (calls / 40 * 7 + place) % bound;
    }
  }

  /** Polls a condition. Effects of a request may follow its answer. */
  public void eventually(Callable<Boolean> holds) throws Exception {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(holds);
  }

  /**
   * Creates a customer who never paid.
   *
   * @return a key of this kind
   */
  public String signUp(String customer, Environment environment) {
    CustomerId id = new CustomerId(customer);
    access().allow(id, Environment.TEST, SESSIONS);
    return keys().mint(KeyOrder.of(id, environment, Scope.ALL)).secret();
  }

  private String testKey(CustomerId customer) {
    return keys().mint(KeyOrder.of(customer, Environment.TEST, Scope.ALL)).secret();
  }

  /** Sets the maximum number of sessions of a customer. */
  public void allow(String customer, int sessions) {
    access().allow(new CustomerId(customer), Environment.TEST, sessions);
  }

  /** Gives a customer a limit of their own. It counts from the first request on. */
  public void limit(String customer, String limit, long value) {
    AttributeValue own = AttributeValue.fromM(Map.of(limit, StandInHost.number(value)));
    parts()
        .tables()
        .updateItem(update ->
            update
                .tableName(NAMES.table(Table.CUSTOMERS))
                .key(Map.of(CustomerItem.CUSTOMER_ID, AttributeValue.fromS(customer)))
                .updateExpression("SET #limits = :limits")
                .expressionAttributeNames(Map.of("#limits", CustomerItem.LIMITS))
                .expressionAttributeValues(Map.of(":limits", own)));
  }

  /** Counts a customer's usage of a day, as hosts and functions do. */
  public void uses(UsageDay day, Usage usage) {
    boolean stored =
        new DynamoUsageStore(parts().tables(), NAMES).add(UUID.randomUUID().toString(), day, usage);
    assertThat(stored).isTrue();
  }

  /** The key of a customer who has not paid. */
  public String unpaidKey(String customer) {
    return liveKeyOf(customer);
  }

  public static SessionId session(String customer, String name) {
    return SessionId.of(new CustomerId(customer), new SessionName(name));
  }

  /** A session that the stand-in host owns and reports as connected. */
  public String connected(String customer, String name) throws Exception {
    String key = key(customer);
    get("/session/start/" + name, key);
    host().connect(session(customer, name));
    host().run(session(customer, name));
    return key;
  }

  HttpResponse<String> get(String path, String key, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, key).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> post(String path, String key, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path, key)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> head(String path, String key) throws IOException, InterruptedException {
    return send(request(path, key).method("HEAD", BodyPublishers.noBody()).build());
  }

  HttpResponse<String> bytes(String path, String key, byte[] body, String type, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path, key).header("content-type", type).POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /**
   * Sends a request with an unmodified path, because HTTP clients normalise paths.
   *
   * @return status and body
   */
  public String raw(String method, String path, String key) throws IOException {
    try (Socket socket = new Socket(address().getHost(), address().getPort())) {
      socket.setSoTimeout(90_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\nx-api-key: %s\r\nConnection: close\r\n\r\n"
              .formatted(method, path, key);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return answer.split(" ", 3)[1] + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return parts().http().send(request, BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String key) throws IOException, InterruptedException {
    return parts().http().send(request(path, key).GET().build(), BodyHandlers.ofByteArray());
  }

  public HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(address().resolve(path))
        .timeout(Duration.ofSeconds(90))
        .header("x-api-key", key);
  }

  static ObjectNode json(HttpResponse<String> response) {
    return Json.readObject(response.body());
  }
}
