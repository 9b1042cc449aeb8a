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
 * Takes fields as clients write them, where the schema leaves no doubt. Anything else stays as it
 * is, for the validator.
 *
 * <ul>
 *   <li>A text that reads as the boolean or number which is wanted becomes it, so do 0 and 1 for a
 *       boolean: JavaScript took them so in the original API.
 *   <li>Null for a field that may be left out and does not take null counts as left out: many
 *       languages write it for every field that is not set.
 *   <li>An empty array where an object is wanted is an empty object: PHP cannot tell them apart.
 *   <li>An object whose keys are all numbers, where an array is wanted, is one: so PHP writes a
 *       list that has lost an element.
 *   <li>An array of one text, number or boolean where that is wanted, and no array, is its element.
 *   <li>An id has no spaces around it and no capital letters.
 * </ul>
 */
final class LooseTypes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,15}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");
  private static final Pattern ID = Pattern.compile("[\\d:-]+@[A-Za-z.]+|(?i:all)");

  private LooseTypes() {}

  /** Changes the fields to the types that the schema wants. */
  static ObjectNode read(ObjectNode fields, JsonNode schema) {
    readFields(fields, SchemaWalk.parts(schema, fields));
    // Once more: a field may only now say which alternative is meant, and so what others should be.
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

  /** WhatsApp writes its ids in small letters. */
  private static String id(String text) {
    return ID.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** Whether a phone number may stand there, as a JSON number too. */
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
