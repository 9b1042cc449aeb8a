package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.local.gateway.ApiFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with customers and keys, over HTTP. */
class AdminContractIT {
  @TempDir static Path folder;
  static ApiFixture api;
  static String operator;

  @BeforeAll
  static void start() {
    api = new ApiFixture(folder, AdminContractIT::unexpected);
    operator = api.adminKey();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static Outcome unexpected(Command command) {
    return new Outcome.Failed(FailureCode.INTERNAL);
  }

  @Test
  @Exercises("adminOpenApi")
  void describesWhatOperatorsDoAndNothingElse() throws Exception {
    JsonNode paths = call("adminOpenApi", Map.of()).path("paths");

    assertThat(paths.has("/admin/customers/{customerId}")).isTrue();
    assertThat(paths.has("/ping")).isFalse();
    assertThat(api.send(api.request("/openapi.json", "").GET().build()).body())
        .doesNotContain("/admin/", "customer_not_found");
  }

  @Test
  @Exercises("adminCustomerGet")
  void showsACustomer() throws Exception {
    api.key("shown");

    JsonNode customer = call("adminCustomerGet", Map.of("customerId", "shown")).path("customer");

    assertThat(customer.path("customerId").asText()).isEqualTo("shown");
    assertThat(customer.path("plan").asText()).isEqualTo("standard");
    assertThat(customer.path("suspendedByOperator").asBoolean()).isFalse();
  }

  @Test
  @Exercises(value = "adminCustomerGet", failures = FailureCode.CUSTOMER_NOT_FOUND)
  void doesNotKnowEveryCustomer() throws Exception {
    fails("adminCustomerGet", FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "nobody"));
    fails("adminCustomerGet", FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "no.body"));
  }

  /** A success as described. */
  private static ObjectNode call(String id, Map<String, Object> fields) throws Exception {
    HttpResponse<String> answer = send(id, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Documented.assertAnswer(Documented.operation(id), answer.body());
    return Json.readObject(answer.body());
  }

  private static void fails(String id, FailureCode code, Map<String, Object> fields)
      throws Exception {
    HttpResponse<String> answer = send(id, fields);
    Documented.assertFailure(Documented.operation(id), code, answer.statusCode(), answer.body());
  }

  /** Fields go where the catalogue says: into the path, the query or the body. */
  private static HttpResponse<String> send(String id, Map<String, Object> fields) throws Exception {
    Operation operation = Documented.operation(id);
    String path = operation.path().text();
    ObjectNode rest = Json.MAPPER.createObjectNode();
    StringBuilder query = new StringBuilder();
    boolean inQuery = operation.method().equals("GET") || operation.method().equals("DELETE");
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String place = "{" + field.getKey() + "}";
      if (path.contains(place)) {
        path = path.replace(place, field.getValue().toString());
      } else if (inQuery) {
        query.append(query.isEmpty() ? "?" : "&").append(field.getKey() + "=" + field.getValue());
      } else {
        rest.set(field.getKey(), Json.MAPPER.valueToTree(field.getValue()));
      }
    }
    return api.send(
        api.request(path + query, operator)
            .header("content-type", "application/json")
            .method(
                operation.method(),
                inQuery ? BodyPublishers.noBody() : BodyPublishers.ofString(rest.toString()))
            .build());
  }
}
