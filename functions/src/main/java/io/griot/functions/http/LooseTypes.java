package io.griot.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.SchemaWalk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Converts fields from the types that clients write to those of the schema, where the meaning is
 * clear. Anything else stays unchanged, for the validator.
 *
 * <ul>
 *   <li>A text that represents the required boolean or number is converted, and so are 0 and 1 for
 *       a boolean: the original API's JavaScript did so.
 *   <li>Null counts as absent for an optional field that does not allow null: many languages write
 *       it for every unset field.
 *   <li>An empty array instead of an object is an empty object: PHP cannot distinguish them.
 *   <li>An object whose keys are all numbers, instead of an array, is an array: PHP writes a list
 *       with a removed element so.
 *   <li>An array of one text, number or boolean, instead of that value, is its element.
 *   <li>Ids are stripped and converted to lower case.
 * </ul>
 */
final class LooseTypes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,15}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");
  private static final Pattern ID = Pattern.compile("[\\d:-]+@[A-Za-z.]+|(?i:all)");

  private LooseTypes() {}

  /** Converts the fields to the schema's types. */
  static ObjectNode read(ObjectNode fields, JsonNode schema) {
    readFields(fields, SchemaWalk.parts(schema, fields));
    // A second pass: a converted field may only now select an alternative, and so the types of
    // others.
    readFields(fields, SchemaWalk.parts(schema, fields));
    return fields;
  }

  private static void readFields(ObjectNode fields, List<JsonNode> schemas) {
    for (Map.Entry<String, JsonNode> field : List.copyOf(fields.properties())) {
      List<JsonNode> wanted = new ArrayList<>();
      boolean required = false;
      for (JsonNode schema : schemas) {
        JsonNode property = schema.path("properties").path(field.getKey());
        if (property.isObject()) {
          wanted.addAll(SchemaWalk.parts(property, field.getValue()));
          required |= isRequired(schema, field.getKey());
        }
      }
      if (field.getValue().isNull() && !required && isTyped(wanted) && !takes(wanted, "null")) {
        fields.remove(field.getKey());
      } else {
        fields.set(field.getKey(), read(field.getValue(), wanted));
      }
    }
  }

  private static boolean isRequired(JsonNode schema, String field) {
    return schema.path("required").valueStream().anyMatch(name -> name.asText().equals(field));
  }

  private static JsonNode read(JsonNode value, List<JsonNode> wanted) {
    if (value instanceof ObjectNode object) {
      if (takes(wanted, "array") && !takes(wanted, "object") && isList(object)) {
        return array(JSON.arrayNode().addAll(object.valueStream().toList()), wanted);
      }
      readFields(object, wanted);
    } else if (value instanceof ArrayNode array) {
      return array(array, wanted);
    } else if (isTyped(wanted) && !takes(wanted, "string")) {
      return scalar(value, wanted);
    } else if (value.isTextual() && namesPeople(wanted)) {
      return JSON.textNode(id(value.asText().strip()));
    }
    return value;
  }

  private static JsonNode array(ArrayNode array, List<JsonNode> wanted) {
    if (!isTyped(wanted) || takes(wanted, "array")) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, read(array.get(i), items(wanted, array.get(i))));
      }
      return array;
    }
    if (array.isEmpty()) {
      return takes(wanted, "object") ? JSON.objectNode() : array;
    }
    if (array.size() != 1 || !array.get(0).isValueNode()) {
      return array;
    }
    JsonNode only = read(array.get(0), wanted);
    return takes(wanted, only) ? only : array;
  }

  private static boolean takes(List<JsonNode> wanted, JsonNode scalar) {
    return switch (scalar.getNodeType()) {
      case STRING -> takes(wanted, "string");
      case BOOLEAN -> takes(wanted, "boolean");
      case NUMBER ->
          takes(wanted, "number")
              || (scalar.isIntegralNumber() && (takes(wanted, "integer") || namesPeople(wanted)));
      default -> false;
    };
  }

  private static List<JsonNode> items(List<JsonNode> wanted, JsonNode value) {
    return wanted.stream()
        .map(schema -> schema.path("items"))
        .filter(JsonNode::isObject)
        .flatMap(schema -> SchemaWalk.parts(schema, value).stream())
        .toList();
  }

  private static JsonNode scalar(JsonNode value, List<JsonNode> wanted) {
    String text = value.isTextual() || value.isInt() ? value.asText() : "";
    if (takes(wanted, "boolean") && text.matches("true|false|0|1")) {
      return JSON.booleanNode(text.equals("true") || text.equals("1"));
    }
    if (!value.isTextual()) {
      return value;
    }
    if ((takes(wanted, "integer") || takes(wanted, "number")) && INTEGER.matcher(text).matches()) {
      return JSON.numberNode(Long.parseLong(text));
    }
    return takes(wanted, "number") && NUMBER.matcher(text).matches()
        ? JSON.numberNode(new BigDecimal(text))
        : value;
  }

  private static boolean isList(ObjectNode object) {
    return !object.isEmpty()
        && object.propertyStream().allMatch(one -> INDEX.matcher(one.getKey()).matches());
  }

  /** WhatsApp writes its ids in lower case. */
  private static String id(String text) {
    return ID.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** Whether a phone number may stand here, even as a JSON number. */
  private static boolean namesPeople(List<JsonNode> schemas) {
    return schemas.stream().anyMatch(schema -> schema.has(RequestValidator.PHONE));
  }

  private static boolean isTyped(List<JsonNode> schemas) {
    return schemas.stream().anyMatch(schema -> schema.has("type"));
  }

  private static boolean takes(List<JsonNode> schemas, String type) {
    return schemas.stream()
        .map(schema -> schema.path("type"))
        .anyMatch(types ->
            types.asText().equals(type)
                || types.valueStream().anyMatch(one -> one.asText().equals(type)));
  }
}
