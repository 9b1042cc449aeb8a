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
 * Holds a request's fields against its operation's JSON Schema. The library is loaded at the first
 * request that has a schema, and an operation's schema compiled at its own first: a process that
 * starts pays for neither. Thread-safe.
 */
public final class RequestValidator {
  /** The keyword of a field in which a person may be named by a phone number. */
  public static final String PHONE = "x-phone";

  private final ConcurrentHashMap<String, Compiled> schemas = new ConcurrentHashMap<>();

  /**
   * Does nothing when the fields are as the operation wants them.
   *
   * @throws ApiFailure naming the first field that is not, and what is wrong with it, see {@link
   *     FieldProblem}
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
            .keyword(new NonValidationKeyword(PHONE))
            .build();

    static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(DIALECT);

    static Schema compile(ObjectNode schema) {
      return REGISTRY.getSchema(schema);
    }
  }
}
