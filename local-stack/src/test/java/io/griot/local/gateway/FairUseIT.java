package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.json;
import static io.griot.local.gateway.ApiFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.contract.LimitItem;
import io.griot.contract.Outcome;
import io.griot.contract.Table;
import io.griot.functions.FunctionsSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fair use of the API by customers, with DynamoDB and SQS. */
class FairUseIT {
  private static final String SEND =
      "{\"chatId\":\"22670123456@c.us\",\"contentType\":\"string\",\"content\":\"hello\"}";

  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.with(FairUseIT::page).settings(Map.of(FunctionsSettings.FAIR_USE.key(), "true"));

  static DynamoDbClient tables;

  @BeforeAll
  static void start() {
    tables = api.aws().dynamoDbClient();
  }

  @AfterAll
  static void stop() {
    tables.close();
  }

  private static Outcome page(Command command) {
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true), Duration.ofMillis(7));
  }

  @Test
  void saysHowManyMoreRequestsMayCome() throws Exception {
    String key = api.key("headers");

    HttpResponse<String> first = api.get("/session/getSessions", key);
    HttpResponse<String> second = api.get("/session/status/main", key);

    assertThat(first.headers().firstValue("ratelimit-policy")).contains("\"key\";q=600;w=60");
    assertThat(first.headers().firstValue("ratelimit").orElse(""))
        .matches("\"key\";r=599;t=6[012]");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().firstValue("ratelimit-policy"))
        .contains("\"key\";q=600;w=60, \"session\";q=600;w=60");
    assertThat(second.headers().firstValue("ratelimit").orElse(""))
        .matches("\"key\";r=598;t=\\d+, \"session\";r=599;t=6[012]");
  }

  @Test
  void saysNothingOfARateToWhoIsNobody() throws Exception {
    assertThat(api.get("/ping", "nobody").headers().firstValue("ratelimit")).isEmpty();
    assertThat(api.get("/session/status/main", "test_wrong").headers().firstValue("ratelimit"))
        .isEmpty();
  }

  @Test
  void refusesWhatIsMoreThanAKeyMaySend() throws Exception {
    String key = api.key("eager");
    api.limit("eager", "requestsPerMinute", 3);
    for (int request = 0; request < 3; request++) {
      assertThat(api.get("/session/getSessions", key).statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refused = api.get("/session/getSessions", key);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("error").asText())
        .isEqualTo("rate_limit_exceeded: this key may send 3 requests a minute");
    assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(50L, 62L);
    assertThat(refused.headers().firstValue("ratelimit").orElse("")).startsWith("\"key\";r=0;");
    assertThat(api.get("/session/getSessions", api.keyOf("eager")).statusCode())
        .as("another key")
        .isEqualTo(200);
  }

  @Test
  void refusesWhatIsMoreThanASessionTakesWhateverTheKey() throws Exception {
    String key = api.key("crowd");
    api.limit("crowd", "sessionRequestsPerMinute", 2);
    String other = api.keyOf("crowd");

    assertThat(status(key, "main")).isEqualTo(200);
    assertThat(status(other, "main")).isEqualTo(200);
    assertThat(status(key, "main")).isEqualTo(429);
    assertThat(status(other, "main")).isEqualTo(429);
    assertThat(status(key, "second")).as("another session").isEqualTo(200);
  }

  @Test
  void givesSoManyPlacesForFilesADay() throws Exception {
    String key = api.key("files");
    api.limit("files", "uploadsPerDay", 1);
    String file = "{\"mimetype\":\"image/png\",\"filesize\":1000}";

    assertThat(api.post("/media", key, file).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = api.post("/media", key, file);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("error").asText())
        .isEqualTo("upload_quota_exceeded: at most 1 a day");
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void refusesWhatIsMoreThanMayWait() throws Exception {
    String key = api.key("hoard");
    api.limit("hoard", "sessionWaitingCommands", 2);
    api.get("/session/start/main", key);
    api.host().connect(session("hoard", "main")); // and does not read its queue
    String[] later = {"Prefer", "respond-async", "Idempotency-Key", "first"};

    HttpResponse<String> first = api.post("/client/sendMessage/main", key, SEND, later);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(sendLater(key).statusCode()).isEqualTo(202);
    HttpResponse<String> refused = sendLater(key);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("error").asText())
        .isEqualTo("too_many_commands_waiting: at most 2 of a session");
    assertThat(api.post("/client/sendMessage/main", key, SEND, later).statusCode())
        .as("one that was accepted")
        .isEqualTo(202);
    assertThat(api.get("/client/getState/main", key, "Prefer", "respond-async").statusCode())
        .as("a read")
        .isEqualTo(202);
  }

  private static HttpResponse<String> sendLater(String key) throws Exception {
    return api.post("/client/sendMessage/main", key, SEND, "Prefer", "respond-async");
  }

  /**
   * 200 requests wait for a page that hangs: as many as allowed occupy an instance, the others are
   * refused with a request to retry. The number of occupied instances is what affects other
   * customers.
   */
  @Test
  void holdsFewInstancesForAPageThatHangsAndLetsOthersSend() throws Exception {
    int bound = 10;
    String stuck = api.key("stuck");
    api.limit("stuck", "waitingRequests", bound);
    api.get("/session/start/main", stuck);
    api.host().connect(session("stuck", "main")); // and does not read its queue: the page hangs
    String quick = api.connected("quick", "main");

    try (ExecutorService callers = Executors.newFixedThreadPool(3 * bound)) {
      List<Future<HttpResponse<String>>> requests =
          IntStream.range(0, 200)
              .mapToObj(
                  any -> callers.submit(() -> api.post("/client/sendMessage/main", stuck, SEND)))
              .toList();
      api.eventually(() -> places("stuck") == bound);
      api.eventually(() -> requests.stream().filter(Future::isDone).count() >= 20);

      assertThat(places("stuck")).isLessThanOrEqualTo(bound);
      assertThat(api.post("/client/sendMessage/main", quick, SEND).statusCode()).isEqualTo(200);
      assertThat(places("quick")).isZero();

      // The page works again.
      api.host().run(session("stuck", "main"));
      for (Future<HttpResponse<String>> request : requests) {
        assertThat(request.get().statusCode()).isIn(200, 202);
      }
      assertThat(requests)
          .as("most were told to ask later")
          .filteredOn(request -> request.resultNow().statusCode() == 202)
          .hasSizeGreaterThanOrEqualTo(20);
      api.eventually(() -> places("stuck") == 0);
    }
    api.eventually(() -> received("stuck") == 200);
  }

  @Test
  void countsWhoWaitsForACodeToo() throws Exception {
    String key = api.key("linking");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> start =
          callers.submit(() -> api.get("/session/start/main", key, "Prefer", "wait=25"));
      api.eventually(() -> places("linking") == 1);

      api.eventually(() -> api.get("/session/status/main", key).body().contains("state"));
      api.host().connect(session("linking", "main"));
      assertThat(start.get().statusCode()).isEqualTo(200);
    }
    api.eventually(() -> places("linking") == 0);
  }

  private static long received(String customer) {
    return api.host().received().stream()
        .filter(command -> command.session().equals(session(customer, "main")))
        .map(Command::id)
        .distinct()
        .count();
  }

  private static int status(String key, String session) {
    try {
      return api.get("/session/status/" + session, key).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int places(String customer) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            tables
                .getItem(get ->
                    get.tableName(api.aws().names().table(Table.LIMITS))
                        .key(
                            Map.of(
                                LimitItem.SCOPE,
                                AttributeValue.fromS(
                                    LimitItem.ofWaiting(new CustomerId(customer)))))
                        .consistentRead(true))
                .item());
    AttributeValue places = item.get(LimitItem.PLACES);
    return places == null ? 0 : places.m().size();
  }
}
