package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.NAMES;
import static io.griot.local.gateway.ApiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import io.griot.functions.FunctionsSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events by cursor, from the tables that hosts write. */
class EventsIT {
  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.with(EventsIT::page).settings(Map.of(FunctionsSettings.FAIR_USE.key(), "true"));

  static DynamoDbClient tables;
  static StandInLogs logs;

  @BeforeAll
  static void start() {
    tables = api.aws().dynamoDbClient();
    logs = new StandInLogs(api);
  }

  @AfterAll
  static void stop() {
    logs.close();
    tables.close();
  }

  private static Outcome page(Command command) {
    return new Outcome.Succeeded(Json.MAPPER.createObjectNode(), Duration.ZERO);
  }

  @Test
  void hasEventsLoggedFromTheFirstRequestOn() throws Exception {
    String key = api.key("reader");
    assertThat(logUntil("reader")).isEmpty();

    JsonNode answer = events(key, "");
    assertThat(answer.path("events")).isEmpty();
    assertThat(answer.path("cursor").asText()).isNotEmpty();
    Instant until = Instant.ofEpochMilli(Long.parseLong(logUntil("reader").orElseThrow().n()));
    assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(6)));
    assertThat(json(api.get("/webhook", key)).path("webhook").isNull()).isTrue();
  }

  @Test
  void readsEachEventOnceByItsCursor() throws Exception {
    String key = api.key("cursor");
    logs.append("cursor", "one", "1", "2", "3");
    JsonNode first = events(key, "");
    logs.append("cursor", "two", "4");
    JsonNode second = events(key, "?after=" + first.path("cursor").asText());

    assertThat(texts(first)).containsExactly("1", "2", "3");
    assertThat(first.path("events").path(0).path("sessionId").asText()).isEqualTo("one");
    assertThat(first.path("events").path(0).path("dataType").asText()).isEqualTo("message");
    assertThat(first.path("events").path(0).path("id").asText())
        .isEqualTo(EventId.of(ApiFixture.session("cursor", "one"), "message", "1").value());
    assertThat(texts(second)).containsExactly("4");
    assertThat(texts(events(key, "?after=" + second.path("cursor").asText()))).isEmpty();
    assertThat(texts(events(key, "?after=" + first.path("cursor").asText()))).containsExactly("4");
  }

  @Test
  void readsOfOneSessionOrOfOneType() throws Exception {
    String key = api.key("choice");
    logs.append("choice", "one", "1");
    logs.append("choice", "two", "2");

    assertThat(texts(events(key, "?sessionId=two"))).containsExactly("2");
    assertThat(texts(events(key, "?types=message,call"))).containsExactlyInAnyOrder("1", "2");
    assertThat(texts(events(key, "?types=call"))).isEmpty();
    assertThat(api.get("/events?types=nothing", key).statusCode()).isEqualTo(422);
  }

  @Test
  void answersAsSoonAsSomethingHappens() throws Exception {
    String key = api.key("waits");
    logs.append("waits", "one", "1");
    String cursor = events(key, "").path("cursor").asText();
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> unchecked(key, "?wait=20&after=" + cursor));
    api.eventually(() -> count("event-waits:waits:") > 0);
    logs.append("waits", "one", "2");

    assertThat(texts(waiting.join())).containsExactly("2");
    api.eventually(() -> count("event-waits:waits:") < 20);
  }

  @Test
  void hearsOfASessionThatBeginsMeanwhile() throws Exception {
    String key = api.key("begins");
    String cursor = events(key, "").path("cursor").asText();
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> unchecked(key, "?wait=20&after=" + cursor));
    api.eventually(() -> count("event-waits:begins:") > 0);
    logs.append("begins", "new", "1");

    assertThat(texts(waiting.join())).containsExactly("1");
  }

  @Test
  void letsNobodyWaitBeyondTheDaysBudget() throws Exception {
    String key = api.key("always");
    api.limit("always", "eventWaitSeconds", 3);
    HttpResponse<String> short1 = api.get("/events?wait=1", key);
    HttpResponse<String> tooLong = api.get("/events?wait=5", key);

    assertThat(short1.headers().firstValue("retry-after")).isEmpty();
    assertThat(tooLong.statusCode()).isEqualTo(200);
    assertThat(tooLong.headers().firstValue("retry-after")).contains("5");
  }

  @Test
  void letsNoMoreWaitThanTheCustomerMayHave() throws Exception {
    String key = api.key("crowded");
    api.limit("crowded", "waitingRequests", 0);

    assertThat(api.get("/events?wait=20", key).headers().firstValue("retry-after")).contains("5");
  }

  @Test
  void reachesNothingByAnotherCustomersCursorOrAForgedOne() throws Exception {
    String owner = api.key("owner");
    logs.append("owner", "secret", "1");
    String cursor = events(owner, "").path("cursor").asText();
    String stranger = api.key("stranger");
    byte[] forged = Base64.getUrlDecoder().decode(cursor);
    forged[forged.length - 1] ^= 1;

    assertThat(texts(events(stranger, "?after=" + cursor))).isEmpty();
    assertThat(texts(events(stranger, ""))).isEmpty();
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
    assertThat(texts(events(stranger, "?after=" + text))).isEmpty();
    assertThat(api.get("/events?after=x", stranger).statusCode()).isEqualTo(422);
    assertThat(api.get("/events?after=AQAA", stranger).statusCode()).isEqualTo(422);
    HttpResponse<String> foreign = api.get("/events?sessionId=secret", stranger);
    HttpResponse<String> unknown = api.get("/events?sessionId=nothing", stranger);
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
  }

  @Test
  void keepsTestAndLiveApart() throws Exception {
    String test = api.key("apart");
    logs.append("apart", "one", "1");
    api.keyOf("apart", List.of("read"));
    String live = api.liveKeyOf("apart");

    assertThat(texts(events(test, ""))).containsExactly("1");
    HttpResponse<String> answer = api.get("/events", live);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("events")).isEmpty();
  }

  @Test
  void bringsALargeEventWithTheOthers() throws Exception {
    String key = api.key("large");
    String text = "x".repeat(300_000);
    logs.append("large", "one", "1", text, "2");

    assertThat(texts(events(key, ""))).containsExactly("1", text, "2");
  }

  @Test
  void linksToAnEventThatIsTooLargeForTheAnswer() throws Exception {
    String key = api.key("huge");
    String text = "x".repeat(2_000_000);
    logs.append("huge", "one", text);
    JsonNode event = events(key, "").path("events").path(0);

    assertThat(event.has("data")).isFalse();
    assertThat(event.path("sessionId").asText()).isEqualTo("one");
    assertThat(event.path("bodyUrl").asText()).startsWith("http");
  }

  private static JsonNode unchecked(String key, String query) {
    try {
      return events(key, query);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode events(String key, String query) throws Exception {
    HttpResponse<String> answer = api.get("/events" + query, key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static List<String> texts(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    answer.path("events").forEach(event -> texts.add(event.at("/data/text").asText()));
    return texts;
  }

  private static Optional<AttributeValue> logUntil(String customer) {
    String scope = WebhookItem.ofCustomer(new CustomerId(customer), Environment.TEST);
    return Optional.ofNullable(
        tables
            .getItem(get ->
                get.tableName(NAMES.table(Table.WEBHOOKS))
                    .key(Map.of(WebhookItem.SCOPE, AttributeValue.fromS(scope)))
                    .consistentRead(true))
            .item()
            .get(WebhookItem.LOG_UNTIL));
  }

  /** The seconds counted under scopes with this prefix. */
  private static long count(String scope) {
    return tables.scan(scan -> scan.tableName(NAMES.table(Table.LIMITS))).items().stream()
        .filter(item -> item.getOrDefault("scope", AttributeValue.fromS("")).s().startsWith(scope))
        .mapToLong(
            item -> Long.parseLong(item.getOrDefault("count", AttributeValue.fromN("0")).n()))
        .sum();
  }
}
