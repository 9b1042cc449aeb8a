package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final ObjectNode SCHEMA =
      Catalogue.load().operation("clientSendMessage").orElseThrow().requestSchema().orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":1} {", "{\"a\":01}", "nope", "{\"a\":\"\u0001\"}"})
  void refusesMalformedJson(String body) {
    assertRefused(JSON, body, FailureCode.MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "1", "null", "\"a\""})
  void refusesJsonThatIsNoObject(String body) {
    assertRefused(JSON, body, FailureCode.INVALID_FIELD);
  }

  @Test
  void refusesJsonNestedWithoutEnd() {
    assertRefused(JSON, "{\"a\":".repeat(100_000), FailureCode.MALFORMED_JSON);
  }

  @Test
  void refusesNumbersWithoutEnd() {
    assertRefused(JSON, "{\"a\":[{\"b\":-1e400}]}", FailureCode.INVALID_FIELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':{'texts':['fine','\\ud83d']}}",
        "{'content':{'texts':'\\ude00\\ud83d'}}"
      })
  void refusesAnEscapedHalfOfACharacterAndNamesItsField(String body) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> fields(JSON, body.replace('\'', '"')))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.INVALID_FIELD);
          assertThat(failure.error()).startsWith("content.texts: has an escaped half");
        });
  }

  @Test
  void readsAnEscapedCharacterOfTwoHalves() {
    assertThat(fields(JSON, "{\"a\":\"\\ud83d\\ude00\"}").path("a").asText()).isEqualTo("😀");
    assertRefused(JSON, "{\"\\ud83d\":1}", FailureCode.INVALID_FIELD);
  }

  @Test
  void readsJsonOfAnySpelling() {
    assertThat(fields("Application/JSON; charset=utf-8", "{\"a\":\"é\"}").path("a").asText())
        .isEqualTo("é");
    assertThat(fields("application/vnd.api+json", "{\"a\":1}").path("a").asInt()).isEqualTo(1);
    // Two equal headers arrive as one.
    String twice = "application/json; charset=utf-8,application/json";
    assertThat(fields(twice, "{\"a\":\"é\"}").path("a").asText()).isEqualTo("é");
  }

  @Test
  void takesAnEmptyOrOtherBodyForNoFields() {
    assertThat(fields(JSON, "")).isEmpty();
    assertThat(fields(JSON, "  ")).isEmpty();
    assertThat(fields(JSON, "[]")).isEmpty(); // PHP's empty object
    assertThat(fields("text/plain", "a=1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain;charset=UTF-8", FORM})
  void knowsJsonThatIsNotCalledSo(String type) {
    assertThat(fields(type, " {\"a\":1}").path("a").asInt()).isEqualTo(1);
  }

  @Test
  void readsAForm() {
    ObjectNode fields =
        fields(
            FORM,
            "chatId=226%40c.us&content=a+b&options[linkPreview]=false&options[caption]=true"
                + "&options[mentions][]=1%40c.us&options[mentions][]=2%40c.us");

    assertThat(fields.toString())
        .isEqualTo(
            "{\"chatId\":\"226@c.us\",\"content\":\"a b\",\"options\":{\"linkPreview\":false,"
                + "\"caption\":\"true\",\"mentions\":[\"1@c.us\",\"2@c.us\"]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[", "a]b=1", "[x]=1", "=", "&&", "a[b][c][d][e][f][g]=1", "a=1&a[b]=2"})
  void survivesOddForms(String body) {
    assertThat(fields(FORM, body)).isNotNull();
  }

  @Test
  void refusesAFormThatIsNone() {
    assertRefused(FORM, "a=%zz", FailureCode.INVALID_FIELD);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, UTF-8",
    "application/json; charset=utf-8, UTF-8",
    "application/json; charset=utf-8, X-UTF-8-BOM",
    "application/json; charset=\"UTF-16\", UTF-16", // with a byte order mark
    "application/json; charset=utf-16, UTF-16LE",
    "application/json; charset=utf-16, UTF-16BE",
    "application/json; charset=UTF-16LE, UTF-16LE",
    "application/json;charset=utf-16be, UTF-16BE",
    "application/json, UTF-16LE",
    "application/json; charset=iso-8859-1, ISO-8859-1",
    "text/plain; charset=Latin1, ISO-8859-1",
    "application/json; charset=csISOLatin1, ISO-8859-1",
    "application/json; charset=ISO_8859-1:1987, ISO-8859-1",
    "application/json; charset=IBM819, ISO-8859-1",
    "application/json; charset=windows-1252, windows-1252",
  })
  void readsTheCharsetThatIsDeclared(String type, String charset) {
    String json = "{\"a\":\"Prêt à Yaoundé\"}";
    byte[] body =
        charset.equals("X-UTF-8-BOM")
            ? ("\ufeff" + json).getBytes(UTF_8)
            : json.getBytes(Charset.forName(charset));

    assertThat(fields(Map.of("Content-Type", type), body).path("a").asText())
        .isEqualTo("Prêt à Yaoundé");
  }

  @Test
  void readsWhatWindowsCallsLatin1() {
    byte[] body = "{\"a\":\"5 €\"}".getBytes(Charset.forName("windows-1252"));

    assertThat(fields(Map.of("Content-Type", JSON + ";charset=ISO-8859-1"), body).toString())
        .isEqualTo("{\"a\":\"5 €\"}");
    byte[] control = "{\"a\":\"\u0081\"}".getBytes(ISO_8859_1);
    assertThat(fields(Map.of("Content-Type", JSON + ";charset=cp819"), control).toString())
        .isEqualTo("{\"a\":\"\u0081\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-7", "gbk", "utf-32", "nonsense", "iso-8859-15"})
  void refusesOtherCharsets(String charset) {
    assertRefused(JSON + "; charset=" + charset, "{}", FailureCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e9", "c3", "c080", "eda080", "f8888080"})
  void refusesWhatIsNotUtf8(String hex) {
    byte[] body = concat("{\"a\":\"", HexFormat.of().parseHex(hex), "\"}");

    for (String type : List.of(JSON, JSON + "; charset=utf-8", FORM)) {
      assertThatExceptionOfType(ApiFailure.class)
          .isThrownBy(() -> fields(Map.of("Content-Type", type), body))
          .matches(failure -> failure.code() == FailureCode.MALFORMED_JSON)
          .withMessageContaining("UTF-8");
    }
    assertRefused(FORM, "a=%E9", FailureCode.MALFORMED_JSON);
  }

  @Test
  void readsAFormInItsCharset() {
    assertThat(fields(FORM, "a=%C3%A9+%F0%9F%98%80%41é").toString())
        .isEqualTo("{\"a\":\"é 😀Aé\"}");
    assertThat(fields(FORM + "; charset=iso-8859-1", "a=%E9").toString())
        .isEqualTo("{\"a\":\"é\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%%41", "a=%41%4%42"})
  void refusesAnEscapeThatIsNone(String form) {
    assertRefused(FORM, form, FailureCode.INVALID_FIELD);
  }

  @Test
  void takesWhatApiGatewayReadAlready() {
    Map<String, String> latin = Map.of("Content-Type", JSON + "; charset=iso-8859-1");
    Request whole = asText(latin, "{\"a\":\"é\"}");
    Request broken = asText(latin, "{\"a\":\"\ufffd\"}");

    assertThat(Fields.of(whole, SCHEMA).toString()).isEqualTo("{\"a\":\"é\"}");
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> Fields.of(broken, SCHEMA))
        .withMessageContaining("send UTF-8");
  }

  @Test
  void refusesAQueryThatIsNotUtf8() {
    Request request = new Request("GET", "/", "a=%E9", Map.of(), new byte[0], Instant.MAX);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> Fields.of(request, SCHEMA))
        .withMessage("query: is not a form in UTF-8");
  }

  @Test
  void readsTheQueryOfAGetAndNothingElse() {
    Request request =
        new Request(
            "GET",
            "/",
            "content=a%20b&options[linkPreview]=false",
            Map.of("Content-Type", JSON),
            "{\"chatId\":\"1\"}".getBytes(UTF_8),
            Instant.MAX);

    assertThat(Fields.of(request, SCHEMA).toString())
        .isEqualTo("{\"content\":\"a b\",\"options\":{\"linkPreview\":false}}");
  }

  private static void assertRefused(String type, String body, FailureCode code) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> fields(type, body))
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }

  private static Request asText(Map<String, String> headers, String body) {
    return new Request("POST", "/", "", headers, body.getBytes(UTF_8), Instant.MAX, Map.of(), true);
  }

  private static byte[] concat(String before, byte[] bytes, String after) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(UTF_8));
    all.writeBytes(bytes);
    all.writeBytes(after.getBytes(UTF_8));
    return all.toByteArray();
  }

  private static ObjectNode fields(Map<String, String> headers, byte[] body) {
    return Fields.of(new Request("POST", "/", "", headers, body, Instant.MAX), SCHEMA);
  }

  private static ObjectNode fields(String type, String body) {
    return Fields.of(
        new Request(
            "POST", "/", "", Map.of("Content-Type", type), body.getBytes(UTF_8), Instant.MAX),
        SCHEMA);
  }
}
