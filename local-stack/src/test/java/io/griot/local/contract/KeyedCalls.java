package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.local.gateway.ApiFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Calls operations with one key, each field in the place that the catalogue says. */
record KeyedCalls(ApiFixture api, String key) {
  KeyedCalls with(String other) {
    return new KeyedCalls(api, other);
  }

  /** Requires a success that matches the document. */
  ObjectNode call(String id, Map<String, Object> fields) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(id, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Documented.assertAnswer(Documented.operation(id), answer.body());
    return Json.readObject(answer.body());
  }

  /** Requires a documented failure, and returns its text. */
  String fails(String id, FailureCode code, Map<String, Object> fields)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(id, fields);
    Documented.assertFailure(Documented.operation(id), code, answer.statusCode(), answer.body());
    return Json.readObject(answer.body()).path("error").asText();
  }

  HttpResponse<String> send(String id, Map<String, Object> fields)
      throws IOException, InterruptedException {
    Operation operation = Documented.operation(id);
    Map<String, Object> rest = new HashMap<>(fields);
    String path = operation.path().text();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String place = "{" + field.getKey() + "}";
      if (path.contains(place)) {
        path = path.replace(place, field.getValue().toString());
        rest.remove(field.getKey());
      }
    }
    path = path.replaceAll("\\{\\w+}", "none"); // an unset parameter names nothing
    boolean inQuery = operation.method().equals("GET") || operation.method().equals("DELETE");
    StringBuilder query = new StringBuilder();
    if (inQuery) {
      rest.forEach((name, value) ->
          query.append(query.isEmpty() ? "?" : "&").append(name).append("=").append(value));
    }
    return api.send(
        api.request(path + query, key)
            .header("content-type", "application/json")
            .method(
                operation.method(),
                inQuery
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Json.MAPPER.valueToTree(rest).toString()))
            .build());
  }
}
