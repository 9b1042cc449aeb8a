package io.griot.functions.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import java.io.IOException;
import java.util.Locale;

/**
 * A request's body as the fields it carries: JSON or a form, by its {@code Content-Type}. As in the
 * original API, a body of any other type counts as empty.
 */
public final class Bodies {
  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Bodies() {}

  /**
   * The body's fields; none when there is no body.
   *
   * @param schema the fields' types, which tell a form's numbers and booleans from its texts
   * @throws ApiFailure when it is not JSON, or JSON but not an object
   */
  public static ObjectNode fields(Request request, ObjectNode schema) {
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
