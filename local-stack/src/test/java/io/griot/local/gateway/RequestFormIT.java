package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.json;
import static io.griot.local.gateway.ApiFixture.session;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.functions.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of requests that the API accepts: paths, methods, charsets, bodies, keys. */
class RequestFormIT {
  private static final String SEND =
      "{\"chatId\":\"22670123456@c.us\",\"contentType\":\"string\",\"content\":\"%s\"}";
  @RegisterExtension static final ApiFixture api = ApiFixture.with(ApiFixture::echo);

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
}
