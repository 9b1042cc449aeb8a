package io.griot.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes requests that are wrong in one field, from a valid request and its schema. */
final class WrongFields {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(Dialects.getDraft202012());
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** One value of every type. A value that the schema refuses is wrong for the field. */
  private static final List<JsonNode> ONE_OF_EACH =
      List.of(
          JSON.booleanNode(true),
          JSON.numberNode(-1.5),
          JSON.textNode(""),
          JSON.arrayNode().add(JSON.objectNode().put("no", "such")),
          JSON.objectNode().put("no", "such"),
          JSON.nullNode());

  private WrongFields() {}

  /** A request, and the field in which it is wrong. */
  record Wrong(String field, ObjectNode request) {}

  /**
   * Requests without a required field, and requests with each field of each wrong type. Null for an
   * optional field is not wrong: it counts as absent.
   */
  static List<Wrong> of(ObjectNode schema, ObjectNode right) {
    List<Wrong> all = new ArrayList<>();
    for (String name : names(schema)) {
      ObjectNode without = right.deepCopy();
      without.remove(name);
      all.add(new Wrong(name, without));
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (!(property.getValue() instanceof ObjectNode of)) {
        continue;
      }
      boolean required = names(schema).contains(property.getKey());
      for (JsonNode value : refused(of)) {
        if (value.isNull() && !required) {
          continue;
        }
        ObjectNode wrong = right.deepCopy();
        wrong.set(property.getKey(), value);
        all.add(new Wrong(property.getKey(), wrong));
      }
      if (of.has("properties")) {
        ObjectNode inner =
            right.get(property.getKey()) instanceof ObjectNode given ? given : JSON.objectNode();
        for (Wrong deeper : of(of, inner)) {
          ObjectNode wrong = right.deepCopy();
          wrong.set(property.getKey(), deeper.request());
          all.add(new Wrong(property.getKey() + "." + deeper.field(), wrong));
        }
      }
    }
    return all;
  }

  private static List<String> names(ObjectNode schema) {
    return schema.path("required").valueStream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> refused(ObjectNode schema) {
    Schema compiled = REGISTRY.getSchema(schema);
    return ONE_OF_EACH.stream().filter(value -> !compiled.validate(value).isEmpty()).toList();
  }
}
