package io.griot.functions.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the fields of a request: from the query of a {@code GET} or {@code DELETE}, otherwise from
 * the body, as JSON or a form by its {@code Content-Type}. A body that begins like a JSON object is
 * read as JSON whatever its type, because clients forget to declare it; any other body of another
 * type counts as empty, as in the original API.
 */
public final class Fields {
  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Fields() {}

  /**
   * The request's fields; none when it has none.
   *
   * @param schema the fields' types, see {@link LooseTypes}
   * @throws ApiFailure when the body is not JSON, or JSON but not an object, or not readable as
   *     text, see {@link BodyText}
   */
  public static ObjectNode of(Request request, ObjectNode schema) {
    return LooseTypes.read(given(request), schema);
  }

  private static ObjectNode given(Request request) {
    if (request.method().equals("GET") || request.method().equals("DELETE")) {
      return FormFields.ofQuery(request.query());
    }
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    BodyText body = BodyText.of(request);
    if (type.matches("application/([\\w.-]+\\+)?json\\b.*") || beginsAsObject(body.text())) {
      return json(body.text());
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return FormFields.ofBody(body);
    }
    return Json.MAPPER.createObjectNode();
  }

  private static boolean beginsAsObject(String body) {
    return body.stripLeading().startsWith("{");
  }

  private static ObjectNode json(String body) {
    JsonNode tree;
    try {
      tree = STRICT.readTree(body);
    } catch (IOException e) {
      // Jackson's message quotes the body, which may contain a message's text.
      throw new ApiFailure(FailureCode.MALFORMED_JSON);
    }
    if (tree instanceof ObjectNode object) {
      requireFinite(object);
      requireCharacters(object, "");
      return object;
    }
    boolean empty = tree == null || tree.isMissingNode() || (tree.isArray() && tree.isEmpty());
    if (empty) { // PHP writes an empty object as []
      return Json.MAPPER.createObjectNode();
    }
    throw new ApiFailure(FailureCode.INVALID_FIELD, "body: must be an object");
  }

  /** Refuses numbers that no program can represent, such as 1e400. */
  private static void requireFinite(JsonNode node) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, "body: has a number that is too large");
    }
    node.forEach(Fields::requireFinite);
  }

  /**
   * Refuses half of a surrogate pair, which JSON can escape but no other encoding can represent.
   */
  private static void requireCharacters(JsonNode node, String field) {
    if (node.isTextual() && hasHalfACharacter(node.textValue())) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD,
          field + ": has an escaped half of a character (\\uD800 to \\uDFFF)");
    }
    if (node.isArray()) {
      node.forEach(one -> requireCharacters(one, field));
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (hasHalfACharacter(member.getKey())) {
        throw new ApiFailure(
            FailureCode.INVALID_FIELD, "body: a field's name has half of a character");
      }
      String name = field.isEmpty() ? member.getKey() : field + "." + member.getKey();
      requireCharacters(member.getValue(), name);
    }
  }

  private static boolean hasHalfACharacter(String text) {
    return text.codePoints()
        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }
}
