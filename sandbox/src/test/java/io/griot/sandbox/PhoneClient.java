package io.griot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.sandbox.protocol.ProtocolJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A client of the phones' HTTP interface. Thread-safe. */
final class PhoneClient {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String base;

  PhoneClient(HttpClient http, int port) {
    this.http = http;
    this.base = "http://127.0.0.1:" + port;
  }

  /** The answer to a GET, which must be 200. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as("GET %s: %s", path, response.body()).isEqualTo(200);
    return ProtocolJson.MAPPER.readTree(response.body());
  }

  /** The answer to a POST, which must be a success. */
  JsonNode post(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", path, json);
    assertThat(response.statusCode()).as("POST %s: %s", path, response.body()).isBetween(200, 299);
    return ProtocolJson.MAPPER.readTree(response.body());
  }

  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return http.send(request(method, path, "application/json", json), BodyHandlers.ofString());
  }

  /** Sends a request while the test continues. */
  CompletableFuture<HttpResponse<String>> later(
      String method, String path, String contentType, String body) {
    return http.sendAsync(request(method, path, contentType, body), BodyHandlers.ofString());
  }

  HttpRequest request(String method, String path, String contentType, String body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(DEADLINE)
        .header("Content-Type", contentType)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  /** Waits until the phone's answer at this path satisfies a condition. */
  JsonNode await(String phone, String path, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    long version = 0;
    while (System.nanoTime() < deadline) {
      version = get("/phones/" + phone + "/changes?since=" + version).path("version").asLong();
      JsonNode shown = get("/phones/" + phone + path);
      if (wanted.test(shown)) {
        return shown;
      }
    }
    throw new AssertionError(path + " did not become as wanted within " + DEADLINE);
  }
}
