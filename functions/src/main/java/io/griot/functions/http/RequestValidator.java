package io.griot.functions.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validates a request's fields by its operation's JSON Schema. The library is loaded at the first
 * request with a schema, and each schema is compiled at its first request, so that a start pays for
 * neither. Thread-safe.
 */
public final class RequestValidator {
  /** The keyword of a field in which a phone number may name a person. */
  public static final String PHONE = "x-phone";

  private final ConcurrentHashMap<String, Compiled> schemas = new ConcurrentHashMap<>();

  /**
   * Validates the fields of a request.
   *
   * @throws ApiFailure naming the first invalid field and its fault, see {@link FieldProblem}
   */
  public void check(Operation operation, ObjectNode fields) {
    operation.requestSchema().ifPresent(schema -> check(compiled(operation, schema), fields));
  }

  /** Compiles the operation's schema in advance. */
  public void prepare(Operation operation) {
    operation.requestSchema().ifPresent(schema -> compiled(operation, schema));
  }

  private Compiled compiled(Operation operation, ObjectNode schema) {
    return schemas.computeIfAbsent(operation.id(), id -> Compiled.of(schema));
  }

  private static void check(Compiled schema, ObjectNode fields) {
    RequestVariants variants = schema.variants();
    check(schema.shared(), variants.shared(), fields);
    if (!variants.byValue().isEmpty()) {
      String value = variants.choose(fields);
      ObjectNode variant = Objects.requireNonNull(variants.byValue().get(value));
      check(
          schema.byValue().computeIfAbsent(value, any -> Library.compile(variant)),
          variant,
          fields);
    }
  }

  private static void check(Schema compiled, ObjectNode schema, ObjectNode fields) {
    if (!compiled.validate(fields).isEmpty()) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD,
          FieldProblem.of(schema, fields)
              .map(FieldProblem::text)
              .orElse("body: is not as described"));
    }
  }

  /** An operation's compiled schema; those of its variants are compiled on demand. */
  private record Compiled(
      Schema shared, RequestVariants variants, ConcurrentHashMap<String, Schema> byValue) {
    static Compiled of(ObjectNode schema) {
      RequestVariants variants = RequestVariants.of(schema);
      return new Compiled(Library.compile(variants.shared()), variants, new ConcurrentHashMap<>());
    }
  }

  /** Holder of the library, which is loaded when this class is initialised. */
  private static final class Library {
    /** The dialect, with the catalogue's keywords that do not validate. */
    private static final Dialect DIALECT =
        Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("discriminator"))
            .keyword(new NonValidationKeyword("x-media"))
            .keyword(new NonValidationKeyword("x-media-options"))
            .keyword(new NonValidationKeyword(PHONE))
            .build();

    static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(DIALECT);

    static Schema compile(ObjectNode schema) {
      return REGISTRY.getSchema(schema);
    }
  }
}
