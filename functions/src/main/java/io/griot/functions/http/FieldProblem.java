package io.griot.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Explains the fault of a value that a JSON Schema refuses, for people: the innermost field, and
 * the limit or an example, never the value and never a regular expression. Of a schema's
 * alternatives it explains the one that was probably meant. It only explains; the validator
 * decides. It supports the keywords of the catalogue's requests.
 *
 * @param field its path, such as {@code options.mentions[1]}; empty for the whole
 */
record FieldProblem(String field, Kind kind, String reason) {
  /** The distance of a value from a schema. */
  enum Kind {
    /** Another type: this schema was probably not meant. */
    TYPE,
    MISSING,
    VALUE
  }

  /** The maximum number of examples in a text. */
  private static final int MAX_EXAMPLES = 3;

  /** The first problem of a value, if one is found. Schemas have no references. */
  static Optional<FieldProblem> of(JsonNode schema, JsonNode value) {
    return find(schema, value, "");
  }

  /** The text of the answer. */
  String text() {
    return (field.isEmpty() ? "body" : field) + ": " + reason;
  }

  private static Optional<FieldProblem> find(JsonNode schema, JsonNode value, String at) {
    return type(schema, value, at)
        .or(() -> alternatives(schema, value, at))
        .or(() -> choice(schema, value, at))
        .or(() ->
            switch (value.getNodeType()) {
              case OBJECT -> inObject(schema, value, at);
              case ARRAY -> inArray(schema, value, at);
              case STRING -> inText(schema, value.textValue(), at);
              case NUMBER -> inNumber(schema, value.decimalValue(), at);
              default -> Optional.empty();
            });
  }

  private static Optional<FieldProblem> type(JsonNode schema, JsonNode value, String at) {
    List<String> types = types(schema);
    return types.isEmpty() || types.stream().anyMatch(type -> isA(type, value))
        ? Optional.empty()
        : Optional.of(new FieldProblem(at, Kind.TYPE, "must be " + withArticles(types)));
  }

  private static Optional<FieldProblem> choice(JsonNode schema, JsonNode value, String at) {
    JsonNode only = schema.path("const");
    if (!only.isMissingNode() && !only.equals(value)) {
      return Optional.of(new FieldProblem(at, Kind.VALUE, "must be " + only.asText()));
    }
    JsonNode allowed = schema.path("enum");
    return allowed.isMissingNode() || allowed.valueStream().anyMatch(value::equals)
        ? Optional.empty()
        : Optional.of(new FieldProblem(at, Kind.VALUE, "must be one of " + joined(allowed, ", ")));
  }

  private static Optional<FieldProblem> alternatives(JsonNode schema, JsonNode value, String at) {
    for (JsonNode part : schema.path("allOf")) {
      Optional<FieldProblem> problem = find(part, value, at);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return among(schema.path("anyOf"), value, at).or(() -> among(schema.path("oneOf"), value, at));
  }

  private static Optional<FieldProblem> among(JsonNode alternatives, JsonNode value, String at) {
    List<JsonNode> meant = new ArrayList<>();
    List<FieldProblem> problems = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
      Optional<FieldProblem> problem = find(alternative, value, at);
      if (problem.isEmpty()) {
        return problem;
      }
      if (problem.get().kind != Kind.TYPE || !problem.get().field.equals(at)) {
        meant.add(alternative);
        problems.add(problem.get());
      }
    }
    if (alternatives.isEmpty()) {
      return Optional.empty();
    }
    if (meant.isEmpty()) {
      Set<String> types = new LinkedHashSet<>();
      alternatives.forEach(alternative -> types.addAll(allTypes(alternative)));
      return Optional.of(
          new FieldProblem(at, Kind.TYPE, "must be " + withArticles(List.copyOf(types))));
    }
    return Optional.of(
        problems.stream().allMatch(problem -> problem.kind == Kind.MISSING)
            ? missing(meant, value, at)
            : problems.stream()
                .max(Comparator.comparingInt(problem -> problem.field.length()))
                .orElseThrow());
  }

  /**
   * The problem when all alternatives lack fields: that of the alternative with most of its fields
   * present, otherwise the first.
   */
  private static FieldProblem missing(List<JsonNode> alternatives, JsonNode value, String at) {
    JsonNode best = alternatives.getFirst();
    for (JsonNode other : alternatives) {
      best = present(other, value) > present(best, value) ? other : best;
    }
    FieldProblem problem = find(best, value, at).orElseThrow();
    if (present(best, value) > 0) {
      return problem;
    }
    JsonNode chosen = best;
    String others =
        alternatives.stream()
            .filter(other -> !other.equals(chosen))
            .map(other -> joined(other.path("required"), " and "))
            .collect(Collectors.joining(", or "));
    return others.isEmpty()
        ? problem
        : new FieldProblem(problem.field, Kind.MISSING, problem.reason + ", or " + others);
  }

  private static long present(JsonNode schema, JsonNode value) {
    return schema.path("required").valueStream().filter(name -> value.has(name.asText())).count();
  }

  private static Optional<FieldProblem> inObject(JsonNode schema, JsonNode object, String at) {
    for (JsonNode name : schema.path("required")) {
      if (!object.has(name.asText())) {
        return Optional.of(new FieldProblem(inside(at, name.asText()), Kind.MISSING, "is missing"));
      }
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode value = object.get(property.getKey());
      if (value != null) {
        Optional<FieldProblem> problem =
            find(property.getValue(), value, inside(at, property.getKey()));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<FieldProblem> inArray(JsonNode schema, JsonNode array, String at) {
    if (array.size() < schema.path("minItems").asInt(0)
        || array.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
      String things = things(schema.path("items"));
      return Optional.of(
          new FieldProblem(at, Kind.VALUE, range(schema, "minItems", "maxItems") + " " + things));
    }
    for (int i = 0; schema.has("items") && i < array.size(); i++) {
      Optional<FieldProblem> problem = find(schema.get("items"), array.get(i), at + "[" + i + "]");
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<FieldProblem> inText(JsonNode schema, String text, String at) {
    int characters = text.codePointCount(0, text.length());
    int least = schema.path("minLength").asInt(0);
    if (characters < least || characters > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      String like = schema.has("examples") ? ", like " + examples(schema) : "";
      String reason =
          characters == 0 && least == 1
              ? "must not be empty"
              : "must have " + range(schema, "minLength", "maxLength") + " characters" + like;
      return Optional.of(new FieldProblem(at, Kind.VALUE, reason));
    }
    String pattern = schema.path("pattern").asText();
    return pattern.isEmpty() || Pattern.compile(pattern).matcher(text).find()
        ? Optional.empty()
        : Optional.of(new FieldProblem(at, Kind.VALUE, "must be like " + examples(schema)));
  }

  private static Optional<FieldProblem> inNumber(JsonNode schema, BigDecimal number, String at) {
    boolean tooSmall =
        schema.has("minimum") && number.compareTo(schema.get("minimum").decimalValue()) < 0;
    boolean tooLarge =
        schema.has("maximum") && number.compareTo(schema.get("maximum").decimalValue()) > 0;
    String from = schema.has("minimum") && schema.has("maximum") ? "from " : "";
    return tooSmall || tooLarge
        ? Optional.of(
            new FieldProblem(
                at, Kind.VALUE, "must be " + from + range(schema, "minimum", "maximum")))
        : Optional.empty();
  }

  /** A range: {@code 2 to 12}, {@code at least 1}, {@code at most 64}, or {@code 32}. */
  private static String range(JsonNode schema, String least, String most) {
    String from = schema.path(least).asText();
    String to = schema.path(most).asText();
    if (from.isEmpty() || to.isEmpty()) {
      return to.isEmpty() ? "at least " + from : "at most " + to;
    }
    return from.equals(to) ? from : from + " to " + to;
  }

  private static String things(JsonNode items) {
    return switch (types(items).isEmpty() ? "" : types(items).getFirst()) {
      case "string" -> "texts";
      case "number", "integer" -> "numbers";
      case "object" -> "objects";
      default -> "elements";
    };
  }

  private static String examples(JsonNode schema) {
    return enumerated(
        schema.path("examples").valueStream().limit(MAX_EXAMPLES).map(JsonNode::asText).toList());
  }

  private static String inside(String at, String name) {
    return at.isEmpty() ? name : at + "." + name;
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isTextual()
        ? List.of(type.textValue())
        : type.valueStream().map(JsonNode::asText).toList();
  }

  /** The types of a schema and its alternatives. */
  private static List<String> allTypes(JsonNode schema) {
    return Stream.concat(
            types(schema).stream(),
            Stream.of("anyOf", "oneOf")
                .flatMap(name -> schema.path(name).valueStream())
                .flatMap(alternative -> allTypes(alternative).stream()))
        .toList();
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" ->
          value.isIntegralNumber()
              || (value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0);
      default -> value.isNull();
    };
  }

  private static String withArticles(List<String> types) {
    List<String> names =
        types.stream()
            .map(type ->
                switch (type) {
                  case "null" -> "null";
                  case "object", "integer", "array" -> "an " + type;
                  default -> "a " + type;
                })
            .toList();
    return enumerated(names);
  }

  /** A list in words: {@code A, B or C}. */
  private static String enumerated(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static String joined(JsonNode values, String between) {
    return values.valueStream().map(JsonNode::asText).collect(Collectors.joining(between));
  }
}
