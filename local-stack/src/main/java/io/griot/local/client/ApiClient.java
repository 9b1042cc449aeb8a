package io.griot.local.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A customer's client of the API, with one key. Thread-safe. */
public final class ApiClient implements AutoCloseable {
  private static final Pattern PAGE_TIME = Pattern.compile("page;dur=([0-9.]+)");

  private final JsonHttp http;
  private final String key;

  public ApiClient(URI base, String key) {
    this.http = new JsonHttp(base);
    this.key = key;
  }

  /**
   * An answer and its duration.
   *
   * @param text the body
   * @param total the time from the request's first byte to the answer's last
   * @param page the time of WhatsApp's page as the server reports it; zero when it does not
   */
  public record Answer(
      int status, String text, Optional<String> location, Duration total, Duration page) {
    /** The body as JSON. */
    public ObjectNode body() {
      return Json.readObject(text);
    }

    /** Whether the body contains {@code "success": true}. */
    public boolean success() {
      return body().path("success").asBoolean();
    }
  }

  public Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  public Answer post(String path, ObjectNode body) {
    return send("POST", path, body.toString(), Map.of());
  }

  /** Sends any request. The given headers are added to the key, or replace it. */
  public Answer send(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(Map.of("x-api-key", key));
    all.putAll(headers);
    JsonHttp.Response response = http.send(method, path, body, all);
    Matcher page =
        PAGE_TIME.matcher(response.http().headers().firstValue("server-timing").orElse(""));
    return new Answer(
        response.status(),
        response.body(),
        response.http().headers().firstValue("location"),
        response.took(),
        page.find()
            ? Duration.ofNanos(Math.round(Double.parseDouble(page.group(1)) * 1e6))
            : Duration.ZERO);
  }

  /** Sends a request whose answer may be a file. */
  public HttpResponse<byte[]> file(String method, String path, @Nullable String body) {
    return http.sendForBytes(method, path, body, Map.of("x-api-key", key));
  }

  /** The body of a text message for {@code client/sendMessage}. */
  public static ObjectNode text(String chatId, String content) {
    return Json.MAPPER
        .createObjectNode()
        .put("chatId", chatId)
        .put("contentType", "string")
        .put("content", content);
  }

  @Override
  public void close() {
    http.close();
  }
}
