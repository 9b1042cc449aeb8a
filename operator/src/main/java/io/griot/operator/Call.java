package io.griot.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line.
 *
 * @param values the values by field name
 */
record Call(Verb verb, Map<String, String> values) {
  Call {
    values = Map.copyOf(values);
  }

  /**
   * Parses the words after a verb.
   *
   * @throws WrongUsageException that says what is wrong
   */
  static Call parse(Verb verb, List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> beside = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        beside.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      Verb.Field field = option(verb, equals < 0 ? word : word.substring(0, equals));
      if (equals < 0 && ++i == words.size()) {
        throw new WrongUsageException(word + " needs a value");
      }
      values.put(field.name(), equals < 0 ? words.get(i) : word.substring(equals + 1));
    }
    if (beside.size() > verb.arguments().size()) {
      throw new WrongUsageException("too much: " + beside.get(verb.arguments().size()));
    }
    for (int i = 0; i < beside.size(); i++) {
      values.put(verb.arguments().get(i), beside.get(i));
    }
    for (Verb.Field field : verb.fields()) {
      if (field.required() && !values.containsKey(field.name())) {
        String missing = verb.isArgument(field) ? "something" : field.option();
        throw new WrongUsageException(missing + " is missing: ./griot admin " + verb.usage());
      }
    }
    return new Call(verb, values);
  }

  private static Verb.Field option(Verb verb, String word) {
    return verb.fields().stream()
        .filter(field -> field.option().equals(word))
        .findFirst()
        .orElseThrow(() -> new WrongUsageException(verb.name() + " has no option " + word));
  }

  /** The call for the next page. */
  Call after(String last) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put("after", last);
    return new Call(verb, more);
  }

  /** The path with its query. */
  String address() {
    String path = verb.path();
    StringBuilder query = new StringBuilder();
    for (Verb.Field field : verb.fields()) {
      Optional<String> value = Optional.ofNullable(values.get(field.name()));
      if (value.isEmpty()) {
        continue;
      }
      String encoded = URLEncoder.encode(value.get(), UTF_8).replace("+", "%20");
      switch (field.place()) {
        case PATH -> path = path.replace("{" + field.name() + "}", encoded);
        case QUERY ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(field.name())
                .append('=')
                .append(encoded);
        case BODY -> {}
      }
    }
    return path + query;
  }

  /** The request's body; empty for a verb that sends none. */
  Optional<ObjectNode> body() {
    if (verb.method().equals("GET") || verb.method().equals("DELETE")) {
      return Optional.empty();
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    for (Verb.Field field : verb.fields()) {
      String value = values.get(field.name());
      if (field.place() == Verb.Place.BODY && value != null) {
        body.set(field.name(), json(field, value));
      }
    }
    return Optional.of(body);
  }

  /** An empty value deletes the field, by JSON null. */
  private static JsonNode json(Verb.Field field, String value) {
    if (value.isEmpty() && field.type() != Verb.Type.LIST) {
      return NullNode.getInstance();
    }
    return switch (field.type()) {
      case TEXT -> Json.MAPPER.getNodeFactory().textNode(value);
      case NUMBER -> number(field, value);
      case FLAG -> flag(field, value);
      case LIST -> list(value);
      case TIME ->
          Json.MAPPER
              .getNodeFactory()
              .textNode(value.matches("\\d{4}-\\d{2}-\\d{2}") ? value + "T00:00:00Z" : value);
    };
  }

  private static JsonNode flag(Verb.Field field, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new WrongUsageException(field.option() + " is true or false, not " + value);
    }
    return Json.MAPPER.getNodeFactory().booleanNode(value.equals("true"));
  }

  private static JsonNode number(Verb.Field field, String value) {
    try {
      return Json.MAPPER.getNodeFactory().numberNode(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new WrongUsageException(field.option() + " is a whole number, not " + value);
    }
  }

  private static ArrayNode list(String value) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .forEach(list::add);
    return list;
  }
}
