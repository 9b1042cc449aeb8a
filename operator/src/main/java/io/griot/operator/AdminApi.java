package io.griot.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the API as an operator. Blocks for {@link #DEADLINE} at most. One thread. */
final class AdminApi implements AutoCloseable {
  /** Longer than API Gateway's timeout, which is 30 s. */
  static final Duration DEADLINE = Duration.ofSeconds(35);

  private static final int ELSEWHERE = 303;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final AdminConfig config;

  AdminApi(AdminConfig config) {
    this.config = config;
  }

  /** The API's answer. */
  record Answer(int status, String type, String text) {
    boolean isJson() {
      return type.startsWith("application/json;") || type.equals("application/json");
    }

    /** Whether the answer is a file, to be written unchanged. */
    boolean isFile() {
      return type.isEmpty() || type.startsWith("text/csv") || type.startsWith("application/jsonl");
    }
  }

  /**
   * Sends a call.
   *
   * @throws IOException when the API cannot be reached
   */
  Answer send(Call call) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(call.address());
    call.body()
        .ifPresentOrElse(
            body ->
                request
                    .header("content-type", "application/json")
                    .method(call.verb().method(), BodyPublishers.ofString(body.toString())),
            () -> request.method(call.verb().method(), BodyPublishers.noBody()));
    return answer(request.build());
  }

  /**
   * Gets a file or document of the API.
   *
   * @throws IOException when the API cannot be reached
   */
  Answer get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build());
  }

  /**
   * Sends a request that is not in the catalogue.
   *
   * @throws IOException when the API cannot be reached
   */
  Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    String base = config.api().toString().replaceFirst("/$", "");
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(DEADLINE)
        .header("x-api-key", config.key());
  }

  private Answer answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() == ELSEWHERE) {
      return file(response.headers().firstValue("location").orElseThrow());
    }
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.body());
  }

  /**
   * Downloads an answer that is too large for the API itself. Its URL is signed, so no key is sent.
   */
  private Answer file(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(DEADLINE).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), "", response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
