package io.griot.local.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends JSON and receives text, with a deadline. Thread-safe. */
final class JsonHttp implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final URI base;

  JsonHttp(URI base) {
    this.base = base;
  }

  /** An answer, and the time from the request's first byte to the answer's last. */
  record Response(int status, HttpResponse<String> http, Duration took) {
    String body() {
      return http.body();
    }
  }

  Response send(String method, String path, @Nullable String body, Map<String, String> headers) {
    long began = System.nanoTime();
    HttpResponse<String> response =
        exchange(method, path, body, headers, HttpResponse.BodyHandlers.ofString());
    return new Response(
        response.statusCode(), response, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Sends a request whose answer is not text. */
  HttpResponse<byte[]> sendForBytes(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    return exchange(method, path, body, headers, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> exchange(
      String method,
      String path,
      @Nullable String body,
      Map<String, String> headers,
      HttpResponse.BodyHandler<T> handler) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(DEADLINE);
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!headers.containsKey("content-type")) {
        request.header("content-type", "application/json");
      }
    }
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + path, e);
    }
  }

  /** Sends a request and receives bytes; empty when there is nothing at the path. */
  Optional<byte[]> bytes(String method, String path, byte[] body, String contentType) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(DEADLINE)
            .header("content-type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == 404) {
        return Optional.empty();
      }
      if (response.statusCode() >= 300) {
        throw new IllegalStateException("%s %s: %d".formatted(method, path, response.statusCode()));
      }
      return Optional.of(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + path, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
