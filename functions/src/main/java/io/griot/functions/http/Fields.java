package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import java.io.IOException;
import java.util.Locale;

/**
 * The fields that a request carries: in its query when it is a {@code GET} or a {@code DELETE},
 * otherwise in its body, as JSON or a form by its {@code Content-Type}. As in the original API, a
 * body of any other type counts as empty.
 */
public final class Fields {
  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Fields() {}

  /**
   * The request's fields; none when it carries nothing.
   *
   * @param schema the fields' types, which tell a query's or form's numbers and booleans from its
   *     texts
   * @throws ApiFailure when the body is not JSON, or JSON but not an object
   */
  public static ObjectNode of(Request request, ObjectNode schema) {
    if (request.method().equals("GET") || request.method().equals("DELETE")) {
      return FormFields.read(request.query().getBytes(UTF_8), schema);
    }
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (request.body().length == 0) {
      return Json.MAPPER.createObjectNode();
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return FormFields.read(request.body(), schema);
    }
    if (type.matches("application/([\\w.-]+\\+)?json\\b.*")) {
      return json(request.body());
    }
    return Json.MAPPER.createObjectNode();
  }

  private static ObjectNode json(byte[] body) {
    JsonNode tree;
    try {
      tree = STRICT.readTree(body);
    } catch (IOException e) {
      // Jackson's own words quote the body, which may be a message's text.
      throw new ApiFailure(FailureCode.MALFORMED_JSON);
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    if (tree == null || tree.isMissingNode()) {
      return Json.MAPPER.createObjectNode();
    }
    throw new ApiFailure(FailureCode.INVALID_FIELD, "body: must be an object");
  }
}
