package io.griot.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request whose fields depend on one of them: a schema with {@code discriminator} and {@code
 * oneOf}. Held against all variants at once, a request with one wrong field would be told about the
 * fields of the others; so the variant is chosen first. Immutable.
 *
 * @param shared what holds for every variant
 * @param field the field that tells the variants apart, which may have a default; empty when there
 *     is only one
 * @param byValue the variants by their value of it
 */
record RequestVariants(ObjectNode shared, String field, Map<String, ObjectNode> byValue) {

  static RequestVariants of(ObjectNode schema) {
    String field = schema.path("discriminator").path("propertyName").asText();
    Map<String, ObjectNode> byValue = new LinkedHashMap<>();
    if (!field.isEmpty()) {
      for (JsonNode variant : schema.path("oneOf")) {
        JsonNode value = variant.path("properties").path(field).path("const");
        byValue.put(value.asText(), (ObjectNode) variant);
      }
    }
    ObjectNode shared = schema.deepCopy();
    if (!byValue.isEmpty()) {
      shared.remove("oneOf");
    }
    return new RequestVariants(shared, field, byValue);
  }

  /**
   * The value that chooses the variant of these fields, which are as {@link #shared} wants them.
   *
   * @throws ApiFailure naming the field, when there is no such variant
   */
  String choose(ObjectNode fields) {
    String value =
        fields.path(field).asText(shared.at("/properties/" + field + "/default").asText());
    if (!byValue.containsKey(value)) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD,
          field + ": must be one of " + String.join(", ", byValue.keySet()));
    }
    return value;
  }
}
