package io.griot.host.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts WebDriver BiDi's {@code script.RemoteValue} to plain JSON. */
final class RemoteValue {
  private RemoteValue() {}

  /** The value as JSON; null for values without a JSON form (functions, nodes, {@code NaN}). */
  static JsonNode toJson(@Nullable Object remote) {
    if (!(remote instanceof Map<?, ?> value)) {
      return Json.MAPPER.nullNode();
    }
    return switch (String.valueOf(value.get("type"))) {
      case "array", "set" -> array(value.get("value"));
      case "object", "map" -> object(value.get("value"));
      default -> scalar(value.get("value"));
    };
  }

  private static ArrayNode array(@Nullable Object elements) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    if (elements instanceof List<?> list) {
      list.forEach(element -> array.add(toJson(element)));
    }
    return array;
  }

  private static ObjectNode object(@Nullable Object entries) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    if (entries instanceof List<?> list) {
      for (Object entry : list) {
        if (entry instanceof List<?> pair && pair.size() == 2) {
          object.set(String.valueOf(pair.get(0)), toJson(pair.get(1)));
        }
      }
    }
    return object;
  }

  private static JsonNode scalar(@Nullable Object value) {
    return switch (value) {
      case Boolean bool -> Json.MAPPER.getNodeFactory().booleanNode(bool);
      case Long whole -> Json.MAPPER.getNodeFactory().numberNode(whole);
      case Integer whole -> Json.MAPPER.getNodeFactory().numberNode(whole);
      case Number number -> Json.MAPPER.getNodeFactory().numberNode(number.doubleValue());
      case String text -> Json.MAPPER.getNodeFactory().textNode(text);
      case null, default -> Json.MAPPER.nullNode();
    };
  }
}
