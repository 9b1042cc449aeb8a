package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.json;
import static io.griot.local.gateway.ApiFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.Outcome;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Commands through the API with DynamoDB, SQS and S3, up to the session's queue. */
class ApiIT {
  private static final String SEND =
      "{\"chatId\":\"22670123456@c.us\",\"contentType\":\"string\",\"content\":\"%s\"}";
  @RegisterExtension static final ApiFixture api = ApiFixture.with(ApiIT::page);

  private static Outcome page(Command command) {
    String content = command.arguments().path("content").asText();
    if (content.startsWith("big")) {
      String answer = "x".repeat(CommandItem.MAX_INLINE_BYTES + 1);
      return new Outcome.Succeeded(
          Json.MAPPER.createObjectNode().put("success", true).put("long", answer), Duration.ZERO);
    }
    if (content.equals("busy once") && command.attempt() == 1) {
      return new Outcome.Failed(FailureCode.TOO_MANY_REQUESTS);
    }
    if (content.equals("refused")) {
      return new Outcome.Failed(FailureCode.REFUSED_BY_WHATSAPP);
    }
    return ApiFixture.echo(command);
  }

  @Test
  void takesASendWhileTheSessionMoves() throws Exception {
    String key = api.connected("mover", "main");
    api.host().release(session("mover", "main"), true);

    assertThat(json(api.get("/session/status/main", key)).path("reason").asText())
        .isEqualTo("waiting_for_slot");
    assertThat(api.post("/client/sendMessage/main", key, SEND.formatted("moving")).body())
        .isEqualTo("{\"success\":true,\"echo\":\"moving\"}");
  }

  @Test
  void answersARepeatedRequestThoughItsSessionIsDown() throws Exception {
    String key = api.connected("downer", "main");
    String[] named = {"Idempotency-Key", "order-1"};
    HttpResponse<String> first =
        api.post("/client/sendMessage/main", key, SEND.formatted("once"), named);
    api.host().release(session("downer", "main"), false);

    assertThat(api.get("/session/stop/main", key).statusCode()).isEqualTo(200);
    assertThat(api.post("/client/sendMessage/main", key, SEND.formatted("other")).statusCode())
        .isEqualTo(404);
    HttpResponse<String> again =
        api.post("/client/sendMessage/main", key, SEND.formatted("once"), named);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void holdsWhatIsBeyondTheSessionsPaceAndRefusesWhatWouldStartTooLate() throws Exception {
    String key = api.connected("paced", "main");
    assertThat(set(key, "{\"intervalMillis\":3600000,\"burst\":1}").statusCode()).isEqualTo(200);

    HttpResponse<String> first = api.post("/client/sendMessage/main", key, SEND.formatted("1"));
    HttpResponse<String> held = api.post("/client/sendMessage/main", key, SEND.formatted("2"));
    HttpResponse<String> refused =
        api.post(
            "/client/sendMessage/main",
            key,
            SEND.formatted("3"),
            "Command-Expires-In",
            "60",
            "Idempotency-Key",
            "third");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(held.statusCode()).isEqualTo(202);
    assertThat(held.body()).contains("\"status\":\"pending\"", "\"heldBecause\":\"pace\"");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after").map(Long::parseLong).orElse(0L))
        .isGreaterThan(7000L);
    assertThat(set(key, "{\"intervalMillis\":0}").statusCode()).isEqualTo(200);
    HttpResponse<String> again =
        api.post("/client/sendMessage/main", key, SEND.formatted("3"), "Idempotency-Key", "third");
    assertThat(again.statusCode()).as("a refusal frees its key").isEqualTo(200);
  }

  @Test
  void sendsAndWarnsOfWhatBreaksARule() throws Exception {
    String key = api.connected("warned", "main");
    HttpResponse<String> before = api.post("/client/sendMessage/main", key, SEND.formatted("1"));
    assertThat(
            set(key, "{\"newPeoplePerDay\":1,\"quietHours\":{\"from\":\"00:00\",\"to\":\"00:00\"}}")
                .statusCode())
        .isEqualTo(200);

    HttpResponse<String> known = api.post("/client/sendMessage/main", key, SEND.formatted("2"));
    HttpResponse<String> other =
        api.post(
            "/client/sendMessage/main",
            key,
            SEND.formatted("3").replaceFirst("[0-9]+@c.us", "22670999999@c.us"));

    assertThat(before.headers().firstValue("griot-warning")).isEmpty();
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("griot-warning")).contains("quiet_hours");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.headers().firstValue("griot-warning")).contains("new_people, quiet_hours");
  }

  private static HttpResponse<String> set(String key, String settings) throws Exception {
    return api.send(
        api.request("/sending/main", key)
            .header("content-type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(settings))
            .build());
  }

  @Test
  void triesAgainWhatEndedWithoutEffect() throws Exception {
    String key = api.connected("retrier", "main");
    String[] named = {"Idempotency-Key", "order-1"};

    HttpResponse<String> busy =
        api.post("/client/sendMessage/main", key, SEND.formatted("busy once"), named);
    HttpResponse<String> again =
        api.post("/client/sendMessage/main", key, SEND.formatted("busy once"), named);

    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("x-command-id"))
        .isEqualTo(busy.headers().firstValue("x-command-id"));
  }

  @Test
  void expiresWhatNobodyStartsInTime() throws Exception {
    String key = api.key("late");
    api.get("/session/start/main", key);
    api.host().connect(session("late", "main")); // and does not read its queue

    HttpResponse<String> expired =
        api.post("/client/sendMessage/main", key, SEND.formatted("otp"), "Command-Expires-In", "1");

    assertThat(expired.statusCode()).isEqualTo(504);
    assertThat(expired.body()).isEqualTo("{\"success\":false,\"error\":\"expired\"}");
    HttpResponse<String> wrong =
        api.post(
            "/client/sendMessage/main", key, SEND.formatted("otp"), "Command-Expires-In", "soon");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(json(wrong).path("error").asText()).startsWith("Command-Expires-In: ");
  }

  @Test
  void refusesASendOnceTheSessionWasDownForMinutes() throws Exception {
    String key = api.connected("dead", "main");
    api.host().wantedFor(session("dead", "main"), Duration.ofMinutes(7));
    api.host().beat(session("dead", "main"), Duration.ofMinutes(6));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1)) // the API caches a host's state for a second
        .untilAsserted(
            () -> assertThat(api.get("/client/getChats/main", key).statusCode()).isEqualTo(503));

    HttpResponse<String> down = api.get("/client/getChats/main", key);

    assertThat(down.body()).isEqualTo("{\"success\":false,\"error\":\"session_down\"}");
    assertThat(down.headers().firstValue("retry-after")).contains("60");
  }

  @Test
  void sendsACommandAndAnswersWithItsOutcome() throws Exception {
    String key = api.connected("sender", "main");

    HttpResponse<String> sent = api.post("/client/sendMessage/main", key, SEND.formatted("hello"));

    assertThat(sent.body()).isEqualTo("{\"success\":true,\"echo\":\"hello\"}");
    assertThat(sent.headers().firstValue("server-timing")).contains("page;dur=7.0");
    String id = sent.headers().firstValue("x-command-id").orElseThrow();
    assertThat(json(api.get("/commands/" + id, key)).toString())
        .isEqualTo(
            "{\"success\":true,\"commandId\":\"%s\",\"status\":\"succeeded\",\"answerStatus\":200,\"answer\":{\"success\":true,\"echo\":\"hello\"}}"
                .formatted(id));
    assertThat(api.get("/commands/" + id, api.key("stranger")).statusCode()).isEqualTo(404);
  }

  @Test
  void answersAFailureWithItsStatus() throws Exception {
    String key = api.connected("refused", "main");

    HttpResponse<String> refused =
        api.post("/client/sendMessage/main", key, SEND.formatted("refused"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).isEqualTo("{\"success\":false,\"error\":\"refused_by_whatsapp\"}");
  }

  @Test
  void refusesOnlyWhatTheSessionsWhatsAppLacks() throws Exception {
    String key = api.connected("lacking", "main");
    api.host()
        .see(
            session("lacking", "main"),
            Map.of(ObservationItem.UNAVAILABLE, AttributeValue.fromSs(List.of("messageReact"))));
    String reaction = "{\"chatId\":\"22670123456@c.us\",\"messageId\":\"3EB0\",\"reaction\":\"x\"}";

    HttpResponse<String> lacking = api.post("/message/react/main", key, reaction);

    assertThat(lacking.statusCode()).isEqualTo(503);
    assertThat(lacking.body())
        .isEqualTo("{\"success\":false,\"error\":\"unavailable_in_this_whatsapp_version\"}");
    assertThat(api.post("/client/sendMessage/main", key, SEND.formatted("hello")).statusCode())
        .isEqualTo(200);
    assertThat(json(api.get("/session/status/main", key)).path("unavailable").toString())
        .isEqualTo("[\"/message/react/{sessionId}\"]");
  }

  @Test
  void asksWhatASendWouldDoInsteadOfSending() throws Exception {
    String key = api.connected("foreseeing", "main");
    String[] named = {"Idempotency-Key", "order-7"};
    String path = "/client/sendMessage/main?dry_run=";
    int before = api.host().received().size();

    HttpResponse<String> foreseen = api.post(path + "true", key, SEND.formatted("hello"), named);
    HttpResponse<String> wrong = api.post(path + "true", key, "{}");
    HttpResponse<String> unclear = api.post(path + "yes", key, SEND.formatted("hello"));
    HttpResponse<String> hasNone =
        api.post("/client/archiveChat/main?dry_run=true", key, "{\"chatId\":\"1@g.us\"}");
    HttpResponse<String> sent = api.post(path + "false", key, SEND.formatted("hello"), named);

    assertThat(foreseen.statusCode()).isEqualTo(200);
    List<Command> received = api.host().received().subList(before, api.host().received().size());
    assertThat(received)
        .extracting(Command::operation)
        .containsExactly("clientCheckSend", "clientSendMessage");
    assertThat(received.getFirst().arguments().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("chatId");
    assertThat(json(wrong).path("error").asText()).isEqualTo("chatId: is missing");
    assertThat(json(unclear).path("error").asText()).startsWith("dry_run: must be");
    assertThat(json(hasNone).path("error").asText()).startsWith("dry_run: ");
    assertThat(sent.body()).isEqualTo("{\"success\":true,\"echo\":\"hello\"}");
  }

  @Test
  void oneIdempotencyKeyIsOneCommand() throws Exception {
    String key = api.connected("careful", "main");
    String[] named = {"Idempotency-Key", "order-1"};
    long before = api.host().received().size();

    HttpResponse<String> first =
        api.post("/client/sendMessage/main", key, SEND.formatted("once"), named);
    HttpResponse<String> again =
        api.post("/client/sendMessage/main", key, SEND.formatted("once"), named);
    HttpResponse<String> other =
        api.post("/client/sendMessage/main", key, SEND.formatted("other"), named);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("x-command-id"))
        .isEqualTo(first.headers().firstValue("x-command-id"));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).path("error").asText()).isEqualTo("idempotency_key_reused");
    assertThat(api.host().received().size() - before).isEqualTo(1);
  }

  @Test
  void respondsAtOnceWhenAsked() throws Exception {
    String key = api.key("hasty");
    api.get("/session/start/main", key);
    api.host().connect(session("hasty", "main"));

    HttpResponse<String> accepted =
        api.post(
            "/client/sendMessage/main", key, SEND.formatted("later"), "Prefer", "respond-async");

    assertThat(accepted.statusCode()).isEqualTo(202);
    String location = accepted.headers().firstValue("location").orElseThrow();
    assertThat(json(api.get(location, key)).path("status").asText()).isEqualTo("pending");
  }

  @Test
  void carriesLargeCommandsAndAnswersByClaimCheck() throws Exception {
    String key = api.connected("large", "main");
    String unknown = "y".repeat(CommandItem.MAX_INLINE_BYTES);
    String body =
        "{\"chatId\":\"1@c.us\",\"contentType\":\"string\",\"content\":\"big\",\"other\":\"%s\"}"
            .formatted(unknown);

    HttpResponse<String> answer = api.post("/client/sendMessage/main", key, body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("long").asText()).hasSizeGreaterThan(200_000);
  }

  @Test
  void answersManyAtOnce() throws Exception {
    String key = api.connected("busy", "main");
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String body = SEND.formatted("n" + i);
        Callable<Integer> call = () -> api.post("/client/sendMessage/main", key, body).statusCode();
        answers.add(callers.submit(call));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
  }
}
