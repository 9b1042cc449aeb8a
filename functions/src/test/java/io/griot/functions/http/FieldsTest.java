package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"[]", "1", "null", "\"a\""})
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

  @Test
  void readsJsonOfAnySpelling() {
    assertThat(fields("Application/JSON; charset=utf-8", "{\"a\":\"é\"}").path("a").asText())
        .isEqualTo("é");
    assertThat(fields("application/vnd.api+json", "{\"a\":1}").path("a").asInt()).isEqualTo(1);
  }

  @Test
  void takesAnEmptyOrOtherBodyForNoFields() {
    assertThat(fields(JSON, "")).isEmpty();
    assertThat(fields(JSON, "  ")).isEmpty();
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

  private static ObjectNode fields(String type, String body) {
    return Fields.of(
        new Request(
            "POST", "/", "", Map.of("Content-Type", type), body.getBytes(UTF_8), Instant.MAX),
        SCHEMA);
  }
}
