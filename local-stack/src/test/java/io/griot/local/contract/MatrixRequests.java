package io.griot.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation;
import io.griot.local.gateway.ApiFixture;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Valid requests for every operation of the catalogue, with any key. Thread-safe. */
record MatrixRequests(ApiFixture api) {
  /** Headers that differ in each answer: time and ids. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of("date", "x-command-id", "apigw-requestid");

  /**
   * The comparable parts of an answer.
   *
   * @param headers without those that differ in each answer
   */
  record Bytes(int status, Map<String, List<String>> headers, String body) {
    static Bytes of(HttpResponse<String> response) {
      Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
      headers.keySet().removeAll(OF_THE_MOMENT);
      headers.computeIfPresent("ratelimit", (name, values) -> uncounted(values));
      return new Bytes(response.statusCode(), headers, response.body());
    }

    /** Removes counters of remaining requests, which change with each request. */
    private static List<String> uncounted(List<String> values) {
      return values.stream().map(value -> value.replaceAll("[rt]=\\d+", "…")).toList();
    }

    /** A copy without the name that the request contained. */
    Bytes without(String name) {
      return new Bytes(
          status,
          headers.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      header ->
                          header.getValue().stream()
                              .map(value -> value.replace(name, "…"))
                              .toList())),
          body.replace(name, "…"));
    }
  }

  /**
   * Sends the document's example.
   *
   * @param key empty for none
   * @param path the path's parameters; the others name nothing
   * @param more fields beside those of the example
   */
  HttpResponse<String> send(
      Operation operation, Optional<String> key, Map<String, String> path, ObjectNode more)
      throws IOException, InterruptedException {
    ObjectNode fields = Documented.exampleRequest(operation).deepCopy();
    fields.setAll(more);
    String address = operation.path().text();
    for (Map.Entry<String, String> parameter : path.entrySet()) {
      address = address.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    address = address.replaceAll("\\{\\w+}", "none");
    boolean inQuery = operation.method().equals("GET") || operation.method().equals("DELETE");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.address().resolve(inQuery ? address + query(fields) : address))
            .header("content-type", "application/json")
            .header("prefer", "respond-async");
    key.ifPresent(text -> request.header("x-api-key", text));
    return api.send(
        request
            .method(
                operation.method(),
                inQuery ? BodyPublishers.noBody() : BodyPublishers.ofString(fields.toString()))
            .build());
  }

  private static String query(ObjectNode fields) {
    return fields.properties().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(JsonNode value) {
    return URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
  }
}
