package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.json;
import static io.griot.local.gateway.ApiFixture.session;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.functions.http.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The API over DynamoDB, SQS and S3, up to the session's queue. */
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
    return new Outcome.Succeeded(
        Json.MAPPER.createObjectNode().put("success", true).put("echo", content),
        Duration.ofMillis(7));
  }

  @Test
  void answersPingWithoutAKey() throws Exception {
    HttpResponse<String> pong = api.get("/ping", "nobody");

    assertThat(pong.statusCode()).isEqualTo(200);
    assertThat(pong.body()).isEqualTo("{\"success\":true,\"message\":\"pong\"}");
  }

  @Test
  void answersAHeadAsAGetWithoutItsBody() throws Exception {
    HttpResponse<String> got = api.get("/ping", "nobody");
    HttpResponse<String> head = api.head("/ping", "nobody");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length"))
        .contains(Integer.toString(got.body().length()));
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(got.headers().firstValue("content-type"));
    assertThat(api.head("/session/status/main", api.key("heads")).statusCode()).isEqualTo(200);
    assertThat(api.head("/session/status/main", "test_wrong").statusCode()).isEqualTo(403);
    assertThat(api.head("/nowhere", api.key("heads")).statusCode()).isEqualTo(404);
    HttpResponse<String> wrong = api.head("/client/sendMessage/main", api.key("heads"));
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("allow")).contains("POST");
    assertThat(wrong.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s;x",
        "%s;x=1",
        "%s%%3Bx",
        "%s%%2Fx",
        "x%%2F..%%2F%s",
        "%s%%2F",
        "%s/.",
        "%s/..",
        "./%s",
        "x/../%s",
        "%s//",
        "/%s",
        "%s.",
        "%s%%2E",
        "%s%%20",
        "%s%%0A",
        "%s%%3F",
        "%s%%23",
        "%s%%5C",
        "%s%%25",
        "%s%%2525",
        "%s:",
        "%s,",
        "%s+",
        "%s%%E2%%80%%8B",
        "%s%%FF",
      })
  void answersForNoOtherName(String odd) throws Exception {
    String key = api.key("exact");
    api.get("/session/start/exact", key);
    api.host().connect(session("exact", "exact"));
    String command =
        api.post("/client/sendMessage/exact", key, SEND.formatted("x"), "Prefer", "respond-async")
            .headers()
            .firstValue("location")
            .orElseThrow();

    for (String right : List.of("/session/status/exact", "/session/qr/exact", command)) {
      int slash = right.lastIndexOf('/');
      String path = right.substring(0, slash + 1) + odd.formatted(right.substring(slash + 1));
      assertThat(api.raw("GET", path, key)).as(path).matches("(404|422|400) .*");
      assertThat(api.raw("GET", right, key)).as(right).startsWith("200 ");
    }
  }

  @Test
  void anEncodedSlashMakesNoOtherPath() throws Exception {
    String key = api.key("slash");
    api.get("/session/start/exact", key);

    assertThat(api.raw("GET", "/session/qr/exact%2Fimage", key)).startsWith("422 ");
    assertThat(api.raw("GET", "/session%2Fqr/exact", key)).startsWith("404 ");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=iso-8859-1, ISO-8859-1",
    "application/json; charset=utf-16, UTF-16",
    "application/json; charset=utf-16le, UTF-16LE",
    "application/json, UTF-8",
  })
  void sendsWhatIsWrittenInAnotherCharset(String type, String charset) throws Exception {
    String name = "in-" + charset;
    String key = api.connected("charsets", name);
    byte[] body = SEND.formatted("Prêt à Yaoundé").getBytes(Charset.forName(charset));

    HttpResponse<String> sent = api.bytes("/client/sendMessage/" + name, key, body, type);

    assertThat(json(sent).path("echo").asText()).isEqualTo("Prêt à Yaoundé");
  }

  @Test
  void refusesACharsetItCannotReadAndUtf8ThatIsNone() throws Exception {
    String key = api.connected("charsets", "none");
    byte[] latin = SEND.formatted("é").getBytes(ISO_8859_1);

    HttpResponse<String> other =
        api.bytes("/client/sendMessage/none", key, latin, "application/json; charset=gbk");
    HttpResponse<String> none =
        api.bytes("/client/sendMessage/none", key, latin, "application/json");

    assertThat(other.statusCode()).isEqualTo(415);
    assertThat(json(other).path("error").asText())
        .isEqualTo("unsupported_media_type: the charset must be UTF-8, UTF-16 or ISO-8859-1");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(json(none).path("error").asText()).startsWith("malformed_json: ").contains("UTF-8");
  }

  @Test
  void readsCompressedBodiesUpToTheLimit() throws Exception {
    String key = api.connected("compressed", "main");
    byte[] body = gzip(SEND.formatted("small").getBytes(UTF_8));
    byte[] bomb = gzip(new byte[Request.MAX_BODY_BYTES + 1]);
    String type = "application/json";

    HttpResponse<String> sent =
        api.bytes("/client/sendMessage/main", key, body, type, "Content-Encoding", "gzip");
    HttpResponse<String> refused =
        api.bytes("/client/sendMessage/main", key, bomb, type, "Content-Encoding", "gzip");
    HttpResponse<String> unknown =
        api.bytes("/client/sendMessage/main", key, body, type, "Content-Encoding", "zstd");

    assertThat(json(sent).path("echo").asText()).isEqualTo("small");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(unknown.statusCode()).isEqualTo(415);
  }

  @Test
  void takesPhpsEmptyObjectAndATextInAnArrayOfOne() throws Exception {
    String key = api.connected("php", "main");

    HttpResponse<String> sent =
        api.post(
            "/client/sendMessage/main",
            key,
            "{\"chatId\":[\"22670123456@c.us\"],\"contentType\":\"string\","
                + "\"content\":[\"hello\"],\"options\":[]}");

    assertThat(json(sent).path("echo").asText()).isEqualTo("hello");
    assertThat(api.host().received().getLast().arguments().toString())
        .isEqualTo(
            "{\"chatId\":\"22670123456@c.us\",\"contentType\":\"string\","
                + "\"content\":\"hello\",\"options\":{}}");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"/session/status/main", "/nowhere", "/client/sendMessage/main"})
  void refusesAWrongKeyBeforeAnythingElse(String path) throws Exception {
    HttpResponse<String> refused = api.get(path, "test_wrong");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("{\"success\":false,\"error\":\"Invalid API key\"}");
  }

  @Test
  void startsASessionOnce() throws Exception {
    String key = api.key("starter");

    HttpResponse<String> first = api.get("/session/start/main", key);
    HttpResponse<String> second = api.get("/session/start/main", key);

    assertThat(first.body())
        .isEqualTo("{\"success\":true,\"message\":\"Session initiated successfully\"}");
    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(json(second).path("error").asText()).isEqualTo("Session already exists for: main");
    assertThat(json(api.get("/session/status/main", key)).toString())
        .isEqualTo(
            "{\"success\":false,\"state\":null,\"message\":\"session_not_connected\",\"reason\":\"waiting_for_slot\"}");
  }

  @Test
  void startsNoMoreSessionsThanTheCustomerMayHave() throws Exception {
    String key = api.key("greedy");
    api.allow("greedy", 1);

    assertThat(api.get("/session/start/one", key).statusCode()).isEqualTo(200);
    HttpResponse<String> second = api.get("/session/start/two", key);
    assertThat(second.statusCode()).isEqualTo(403);
    assertThat(second.body()).isEqualTo("{\"success\":false,\"error\":\"session_quota_exceeded\"}");

    assertThat(json(api.get("/session/terminate/one", key)).path("message").asText())
        .isEqualTo("Logged out successfully");
    assertThat(api.get("/session/start/two", key).statusCode()).isEqualTo(200);
  }

  @Test
  void answersAStartWithTheCodeWhenItIsWaitedFor() throws Exception {
    String key = api.key("impatient");
    CompletableFuture<Void> host =
        CompletableFuture.runAsync(() -> {
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> !api.get("/session/status/main", key).body().contains("not_found"));
          api.host().take(session("impatient", "main"));
          api.host()
              .see(
                  session("impatient", "main"),
                  Map.of(
                      ObservationItem.STATE, AttributeValue.fromS("UNPAIRED"),
                      ObservationItem.QR, AttributeValue.fromS("2@abc")));
        });

    HttpResponse<String> started = api.get("/session/start/main", key, "Prefer", "wait=20");

    assertThat(started.body())
        .isEqualTo(
            "{\"success\":true,\"message\":\"Session initiated successfully\",\"qr\":\"2@abc\"}");
    host.join();
  }

  @Test
  void stopsStartsAndEndsWhatNoHostHas() throws Exception {
    String key = api.key("idle");
    api.get("/session/start/main", key);

    assertThat(json(api.get("/session/stop/main", key)).path("message").asText())
        .isEqualTo("Session stopped successfully");
    assertThat(json(api.get("/session/status/main", key)).path("reason").asText())
        .isEqualTo("stopped");
    assertThat(api.get("/session/start/main", key).statusCode()).isEqualTo(200);
    assertThat(json(api.get("/session/terminateAll", key)).path("message").asText())
        .isEqualTo("Flush completed successfully");
    assertThat(json(api.get("/session/status/main", key)).path("message").asText())
        .isEqualTo("session_not_found");
  }

  @Test
  void answersAStopWhenTheHostHasLetGo() throws Exception {
    String key = api.connected("stopper", "main");
    SessionId session = session("stopper", "main");

    HttpResponse<String> early = api.get("/session/stop/main", key, "Prefer", "respond-async");
    assertThat(early.statusCode()).isEqualTo(202);
    assertThat(early.headers().firstValue("location")).contains("/session/status/main");
    CompletableFuture<Void> host =
        CompletableFuture.runAsync(() -> api.host().release(session, false));
    assertThat(api.get("/session/stop/main", key).body())
        .isEqualTo("{\"success\":true,\"message\":\"Session stopped successfully\"}");
    host.join();
    assertThat(api.get("/client/getChats/main", key).statusCode()).isEqualTo(404);
  }

  @Test
  void hasALinkedSessionThatIsToEndWaitForAHost() throws Exception {
    String key = api.connected("leaver", "main");
    api.host().release(session("leaver", "main"), true);

    assertThat(api.get("/session/terminate/main", key, "Prefer", "respond-async").statusCode())
        .isEqualTo(202);
    api.host().end(session("leaver", "main"));
    assertThat(json(api.get("/session/status/main", key)).path("message").asText())
        .isEqualTo("session_not_found");
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
    api.host().connect(session("late", "main")); // and reads nothing

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
        .atMost(Duration.ofMinutes(1)) // the API believes what it read of a host for a second
        .untilAsserted(
            () -> assertThat(api.get("/client/getChats/main", key).statusCode()).isEqualTo(503));

    HttpResponse<String> down = api.get("/client/getChats/main", key);

    assertThat(down.body()).isEqualTo("{\"success\":false,\"error\":\"session_down\"}");
    assertThat(down.headers().firstValue("retry-after")).contains("60");
  }

  @Test
  void saysConnectedOnlyOnFreshEvidence() throws Exception {
    String key = api.key("status");
    api.get("/session/start/main", key);

    api.host().connect(session("status", "main"));
    assertThat(api.get("/session/status/main", key).body())
        .isEqualTo("{\"success\":true,\"state\":\"CONNECTED\",\"message\":\"session_connected\"}");

    api.host().beat(session("status", "main"), Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1)) // the API believes what it read of a host for a second
        .untilAsserted(() ->
            assertThat(api.get("/session/status/main", key).body())
                .isEqualTo(
                    "{\"success\":false,\"state\":null,\"message\":\"session closed\",\"reason\":\"reconnecting\"}"));
  }

  @Test
  void givesTheQrAsTextAndAsAPicture() throws Exception {
    String key = api.key("qr");
    api.get("/session/start/main", key);
    assertThat(api.get("/session/qr/main/image", key).body())
        .isEqualTo("{\"success\":false,\"message\":\"qr code not ready or already scanned\"}");

    api.host().take(session("qr", "main"));
    api.host()
        .see(
            session("qr", "main"),
            Map.of(
                ObservationItem.STATE, AttributeValue.fromS("UNPAIRED"),
                ObservationItem.QR, AttributeValue.fromS("2@abc,def,ghi,jkl,1")));

    assertThat(api.get("/session/qr/main", key).body())
        .isEqualTo("{\"success\":true,\"qr\":\"2@abc,def,ghi,jkl,1\"}");
    HttpResponse<byte[]> picture = api.bytes("/session/qr/main/image", key);
    assertThat(picture.headers().firstValue("content-type")).contains("image/png");
    assertThat(picture.headers().firstValue("cache-control")).contains("no-store");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth() % 5).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/session/status/none,200,'{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}'",
    "/session/qr/none,200,'{\"success\":false,\"message\":\"session_not_found\"}'",
    "/session/qr/none/image,200,'{\"success\":false,\"message\":\"session_not_found\"}'",
    "/session/restart/none,200,'{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}'",
    "/session/terminate/none,200,'{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}'",
    "/client/getChats/none,404,'{\"success\":false,\"error\":\"session_not_found\"}'",
    "/client/getState/none,404,'{\"success\":false,\"error\":\"session_not_found\"}'",
    "/session/status/a.b,422,'{\"success\":false,\"error\":\"Session should be alphanumerical or -\"}'",
    "/nowhere,404,'{\"success\":false,\"error\":\"route_not_found\"}'",
    "/commands/none,404,'{\"success\":false,\"error\":\"command_not_found\"}'",
    "/client/sendMessage/none,405,'{\"success\":false,\"error\":\"method_not_allowed\"}'",
  })
  void answersWhatIsNotThereAsClientsKnowIt(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = api.get(path, api.key("lost"));

    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void aForeignSessionIsAnUnknownOne() throws Exception {
    api.connected("owner", "mine");

    assertThat(api.get("/client/getChats/mine", api.key("stranger")).body())
        .isEqualTo("{\"success\":false,\"error\":\"session_not_found\"}");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"chatId\":|400|malformed_json",
        "[1]|422|body: must be an object",
        "[]|422|chatId: is missing",
        "{}|422|chatId: is missing",
        "{\"chatId\":7,\"contentType\":\"string\",\"content\":\"x\"}|422|chatId: must be a string",
      })
  void queuesNothingForABadRequest(String body, int status, String error) throws Exception {
    String name = "n" + Integer.toHexString(body.hashCode());
    String key = api.connected("wrong", name);
    int before = api.host().received().size();

    HttpResponse<String> answer = api.post("/client/sendMessage/" + name, key, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("error").asText()).isEqualTo(error);
    assertThat(api.host().received()).hasSize(before);
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws Exception {
    byte[] body = new byte[11_000_000];
    Arrays.fill(body, (byte) ' ');

    HttpResponse<String> refused =
        api.send(
            api.request("/client/sendMessage/main", "k")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body())
        .isEqualTo(
            "{\"success\":false,\"error\":\"%s\"}".formatted(FailureCode.BODY_TOO_LARGE.text()));
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
