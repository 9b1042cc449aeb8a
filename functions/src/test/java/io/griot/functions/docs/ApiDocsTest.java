package io.griot.functions.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.functions.http.Request;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocsTest {
  @ParameterizedTest
  @CsvSource({
    "a1b2c3.execute-api.eu-west-1.amazonaws.com, https, "
        + "https://a1b2c3.execute-api.eu-west-1.amazonaws.com",
    "api.example.org:8443, https, https://api.example.org:8443",
    "127.0.0.1:3000, http, http://127.0.0.1:3000",
    "localhost:3000, http, http://127.0.0.1:3000",
    "[::1]:3000, http, http://[::1]:3000",
  })
  void namesTheServerAsTheCallerDoes(String host, String scheme, String address) {
    assertThat(server(Map.of("Host", host, "X-Forwarded-Proto", scheme), "")).isEqualTo(address);
    assertThat(server(Map.of("Host", host, "X-Forwarded-Proto", scheme), "lang=fr"))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "host/path", "user@host", "a b", "host:port"})
  void doesNotRepeatAHostThatIsNone(String host) {
    assertThat(server(Map.of("Host", host), "")).isEqualTo("/");
  }

  @Test
  void isTheServerThatTheDocumentIsFromWhenNobodyNamesIt() {
    assertThat(server(Map.of(), "")).isEqualTo("/");
    assertThat(server(Map.of("Host", "api.example.org", "X-Forwarded-Proto", "ftp"), ""))
        .isEqualTo("/");
  }

  private static String server(Map<String, String> headers, String query) {
    Request request = new Request("GET", "/openapi.json", query, headers, new byte[0], Instant.MAX);
    ObjectNode document = Json.readObject(new String(ApiDocs.description(request).body(), UTF_8));
    assertThat(document.path("servers")).hasSize(1);
    return document.at("/servers/0/url").asText();
  }
}
