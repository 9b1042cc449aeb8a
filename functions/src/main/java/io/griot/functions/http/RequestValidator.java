package io.griot.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Holds a request's fields against its operation's JSON Schema. The library is loaded at the first
 * request that has a schema, and an operation's schema compiled at its own first: a process that
 * starts pays for neither. Thread-safe.
 */
public final class RequestValidator {
  private final ConcurrentHashMap<String, Compiled> schemas = new ConcurrentHashMap<>();

  /**
   * Does nothing when the fields are as the operation wants them.
   *
   * @throws ApiFailure naming the first field that is not, and what is wrong with it, without its
   *     value
   */
  public void check(Operation operation, ObjectNode fields) {
    operation.requestSchema().ifPresent(schema -> check(compiled(operation, schema), fields));
  }

  /** Does now what the operation's first check would otherwise do. */
  public void prepare(Operation operation) {
    operation.requestSchema().ifPresent(schema -> compiled(operation, schema));
  }

  private Compiled compiled(Operation operation, ObjectNode schema) {
    return schemas.computeIfAbsent(operation.id(), id -> Compiled.of(schema));
  }

  private static void check(Compiled schema, ObjectNode fields) {
    check(schema.shared(), fields);
    if (!schema.variants().byValue().isEmpty()) {
      String value = schema.variants().choose(fields);
      ObjectNode variant = Objects.requireNonNull(schema.variants().byValue().get(value));
      check(schema.byValue().computeIfAbsent(value, any -> Library.compile(variant)), fields);
    }
  }

  private static void check(Schema schema, ObjectNode fields) {
    schema.validate(fields).stream()
        .min(Comparator.comparingInt(RequestValidator::depth))
        .ifPresent(error -> {
          throw new ApiFailure(FailureCode.INVALID_FIELD, field(error) + ": " + reason(error));
        });
  }

  /** An operation's schema; those of its variants are compiled when they are first asked for. */
  private record Compiled(
      Schema shared, RequestVariants variants, ConcurrentHashMap<String, Schema> byValue) {
    static Compiled of(ObjectNode schema) {
      RequestVariants variants = RequestVariants.of(schema);
      return new Compiled(Library.compile(variants.shared()), variants, new ConcurrentHashMap<>());
    }
  }

  /** Its initialisation is what loads the library. */
  private static final class Library {
    /** With the words of the catalogue that say nothing about what is valid. */
    private static final Dialect DIALECT =
        Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("discriminator"))
            .keyword(new NonValidationKeyword("x-media"))
            .keyword(new NonValidationKeyword("x-media-options"))
            .keyword(new NonValidationKeyword("x-phone"))
            .build();

    static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(DIALECT);

    static Schema compile(ObjectNode schema) {
      return REGISTRY.getSchema(schema);
    }
  }

  /** Missing fields first, then the outermost: what is wrong inside an object comes after it. */
  private static int depth(Error error) {
    return error.getKeyword().equals("required")
        ? 0
        : 1 + error.getInstanceLocation().getNameCount();
  }

  private static String field(Error error) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      Object step = error.getInstanceLocation().getElement(i);
      if (step instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    if (error.getKeyword().equals("required")) {
      path.append(path.isEmpty() ? "" : ".").append(error.getProperty());
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  private static String reason(Error error) {
    JsonNode wanted = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> "is missing";
      case "type" -> "must be " + types(wanted);
      case "enum" -> "must be one of " + texts(wanted).collect(Collectors.joining(", "));
      case "pattern" -> "must match " + wanted.asText();
      case "minLength" -> wanted.asInt() == 1 ? "must not be empty" : "is too short";
      case "maxLength" -> "must have at most " + wanted.asText() + " characters";
      case "minimum" -> "must be at least " + wanted.asText();
      case "maximum" -> "must be at most " + wanted.asText();
      default -> "is not as described";
    };
  }

  private static String types(JsonNode wanted) {
    List<String> names = wanted.isArray() ? texts(wanted).toList() : List.of(wanted.asText());
    return names.stream().map(RequestValidator::article).collect(Collectors.joining(" or "));
  }

  private static String article(String type) {
    return switch (type) {
      case "null" -> "null";
      case "object", "integer", "array" -> "an " + type;
      default -> "a " + type;
    };
  }

  private static Stream<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
  }
}
