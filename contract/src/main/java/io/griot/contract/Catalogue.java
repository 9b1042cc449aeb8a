package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The operations of {@code openapi.yaml}. No other code lists operations. Checked when it is
 * loaded, immutable, thread-safe.
 */
public final class Catalogue {
  private final Map<String, Operation> operations;
  private final CatalogueReader reader;

  /** The ids of the operations that are a dry run of another. */
  private final Set<String> foreseeing;

  private Catalogue(Map<String, Operation> operations, CatalogueReader reader) {
    this.operations = operations;
    this.reader = reader;
    this.foreseeing =
        operations.values().stream()
            .flatMap(operation -> operation.dryRun().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The result of matching a method and a path. */
  public sealed interface Match {
    /**
     * An operation.
     *
     * @param parameters the path's parameters by name
     */
    record Found(Operation operation, Map<String, String> parameters) implements Match {}

    /** The path exists, but not with this method. */
    record WrongMethod(SortedSet<String> allowed) implements Match {}

    /** No operation has this path. */
    record NoRoute() implements Match {}
  }

  /**
   * Loads the catalogue that the build generates from {@code openapi.yaml}.
   *
   * @throws IllegalStateException when the document is wrong; the message names the operation
   */
  public static Catalogue load() {
    try (InputStream json = Catalogue.class.getResourceAsStream("catalogue.json")) {
      if (json == null) {
        throw new IllegalStateException("catalogue.json is not on the class path");
      }
      return of(Json.MAPPER.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Catalogue of(JsonNode document) {
    CatalogueReader reader = new CatalogueReader(document);
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (Operation operation : reader.operations()) {
      if (operations.put(operation.id(), operation) != null) {
        throw new IllegalStateException("two operations are called " + operation.id());
      }
    }
    operations.values().forEach(operation -> checkDryRun(operation, operations));
    return new Catalogue(operations, reader);
  }

  /** Every operation that sends to somebody has a dry run, and no other operation has one. */
  private static void checkDryRun(Operation operation, Map<String, Operation> operations) {
    if (operation.writes() != operation.dryRun().isPresent()) {
      throw new IllegalStateException(
          operation + ": x-griot.dryRun belongs to what writes to somebody, and only to that");
    }
    operation
        .dryRun()
        .ifPresent(id -> {
          Operation instead = operations.get(id);
          if (instead == null
              || instead.effect() != Effect.READ
              || instead.requestSchema().filter(Catalogue::takesARecipient).isEmpty()) {
            throw new IllegalStateException(
                operation
                    + ": x-griot.dryRun names nothing that only reads and requires one field: "
                    + id);
          }
        });
  }

  private static boolean takesARecipient(ObjectNode schema) {
    return schema.path("required").size() == 1;
  }

  /**
   * The OpenAPI document for customers.
   *
   * @param french whether to use the French texts where they exist
   */
  public static byte[] document(boolean french) {
    return read(french ? "openapi.fr.json" : "openapi.json");
  }

  /** The OpenAPI document for operators. */
  public static byte[] operatorsDocument() {
    return read("openapi.admin.json");
  }

  private static byte[] read(String name) {
    try (InputStream json = Catalogue.class.getResourceAsStream(name)) {
      if (json == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return json.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All operations, in the document's order. */
  public List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /**
   * The methods of customers' operations, with {@code HEAD}. Pages of other origins may use these.
   * Operators' operations are not called from such pages.
   */
  public SortedSet<String> methods() {
    SortedSet<String> methods = new TreeSet<>();
    operations.values().stream()
        .filter(operation -> operation.audience() == Operation.Audience.CUSTOMER)
        .forEach(operation -> methods.addAll(operation.methods()));
    return methods;
  }

  /** The names of all events that webhooks can receive, in the document's order. */
  public List<String> events() {
    return reader.events();
  }

  public Optional<Operation> operation(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  /** The dry run of an operation; empty when it has none. */
  public Optional<Operation> dryRunOf(Operation operation) {
    return operation.dryRun().flatMap(this::operation);
  }

  /** Whether the operation is a dry run of another. */
  public boolean foresees(Operation operation) {
    return foreseeing.contains(operation.id());
  }

  /**
   * The JSON Schema of an operation's JSON answer with status 200, without references. Tests
   * validate answers against it. Empty when the operation has no such answer.
   */
  public Optional<ObjectNode> answerSchema(String id) {
    return reader.answerSchema(id);
  }

  /**
   * Finds the operation of a request. When two paths match, the one with more literal segments
   * wins, as in API Gateway. {@code HEAD} is treated as {@code GET} (RFC 9110).
   *
   * @param path already percent-decoded, without its query
   */
  public Match match(String method, String path) {
    List<String> segments = PathTemplate.segmentsOf(path);
    String wanted = method.equals("HEAD") ? "GET" : method;
    SortedSet<String> allowed = new TreeSet<>();
    Optional<Match.Found> found = Optional.empty();
    for (Operation operation : operations.values()) {
      Optional<Map<String, String>> parameters = operation.path().match(segments);
      if (parameters.isEmpty()) {
        continue;
      }
      if (operation.method().equals(wanted)) {
        Match.Found other = new Match.Found(operation, parameters.get());
        found =
            found
                .filter(one -> one.parameters().size() <= other.parameters().size())
                .or(() -> Optional.of(other));
      }
      allowed.addAll(operation.methods());
    }
    if (found.isPresent()) {
      return found.get();
    }
    return allowed.isEmpty() ? new Match.NoRoute() : new Match.WrongMethod(allowed);
  }
}
