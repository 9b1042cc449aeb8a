package io.griot.contract.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
  private static final String ORIGIN = "Access-Control-Allow-Origin";
  private static final Optional<String> SHOP = Optional.of("https://shop.example");

  @Test
  void allowsAnyOriginAlsoInAnAnswerThatACacheMayKeep() {
    Cors any = Cors.parse("*");

    assertThat(any.answer(SHOP)).containsEntry(ORIGIN, "*");
    assertThat(any.answer(Optional.empty())).containsEntry(ORIGIN, "*");
  }

  @Test
  void allowsTheOriginsThatAreNamedAndNoOther() {
    Cors some = Cors.parse("https://Shop.example, http://localhost:5173, http://[::1]:3000");

    assertThat(some.answer(SHOP))
        .containsEntry(ORIGIN, "https://shop.example")
        .containsEntry("Vary", "Origin");
    assertThat(some.answer(Optional.of("http://[::1]:3000")))
        .containsEntry(ORIGIN, "http://[::1]:3000");
    assertThat(some.answer(Optional.of("https://other.example")))
        .isEqualTo(Map.of("Vary", "Origin"));
    assertThat(some.preflight(Optional.of("https://other.example"), List.of("GET")))
        .isEqualTo(Map.of("Vary", "Origin"));
  }

  @Test
  void canBeTurnedOff() {
    assertThat(Cors.parse("none").answer(SHOP)).isEmpty();
    assertThat(Cors.parse("none").preflight(SHOP, List.of("GET"))).isEmpty();
  }

  @Test
  void neverAllowsCredentials() {
    assertThat(Cors.ANY.preflight(SHOP, Catalogue.load().methods()).toString())
        .contains("x-api-key", "content-type", "idempotency-key", "POST")
        .doesNotContainIgnoringCase("credentials");
  }

  @Test
  void allowsEveryHeaderThatTheDocumentHasByItsName() throws IOException {
    JsonNode parameters =
        Json.MAPPER.readTree(Catalogue.document(false)).at("/components/parameters");

    assertThat(Cors.ALLOWED_HEADERS)
        .containsAll(
            parameters
                .valueStream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .map(parameter -> parameter.path("name").asText().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void exposesEveryHeaderThatTheDocumentHas() throws IOException {
    JsonNode headers = Json.MAPPER.readTree(Catalogue.document(false)).at("/components/headers");

    assertThat(Cors.EXPOSED_HEADERS)
        .containsAll(
            headers.properties().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .toList())
        .contains("location", "retry-after", "allow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop.example", "https://shop.example/", "https://*.example", "*,x"})
  void refusesWhatIsNoOrigin(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.parse(text))
        .withMessageStartingWith("not *, none, or origins");
  }
}
