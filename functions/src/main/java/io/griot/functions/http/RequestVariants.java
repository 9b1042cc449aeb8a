package io.griot.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request with variants: a schema with {@code discriminator} and {@code oneOf}. Validated against
 * all variants at once, a request with one invalid field would also get errors about the other
 * variants' fields. So the variant is chosen first. Immutable.
 *
 * @param shared the schema common to all variants
 * @param field the discriminating field, which may have a default; empty when there is only one
 *     variant
 * @param byValue the variants by the value of that field
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
   * The value that selects the variant of these fields, which are valid by {@link #shared}.
   *
   * @throws ApiFailure naming the field when there is no such variant
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
