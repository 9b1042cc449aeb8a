package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds the parts common to all operations of a kind: parameters, headers and failures. */
final class CommonParts {
  private final ObjectNode document;
  private final FailureResponses failures;

  CommonParts(ObjectNode document) {
    this.document = document;
    this.failures = new FailureResponses(document);
  }

  /** Adds the common parts, and the name and audience of the operation's tag. */
  void addTo(JsonNode tag, String path, ObjectNode operation) {
    operation.putArray("tags").add(tag.path("name").asText());
    if (tag.has("x-audience")) {
      operation.withObjectProperty("x-griot").set("audience", tag.get("x-audience"));
    }
    OperationKind kind = OperationKind.of(path, operation, document);
    addParameters(kind, operation.withArrayProperty("parameters"));
    ObjectNode responses = (ObjectNode) operation.path("responses");
    if (kind.queued()) {
      responses.set("202", References.to("responses", "Accepted"));
      responses.set("303", References.to("responses", "Elsewhere"));
    }
    addHeaders(kind, operation, (ObjectNode) responses.path("200"));
    if (kind.open()) {
      operation.putArray("security");
      responses.set("429", References.to("responses", "TooFast"));
    }
    addFailures(path, kind, responses);
  }

  private static void addParameters(OperationKind kind, ArrayNode parameters) {
    if (kind.session()) {
      parameters.add(References.to("parameters", "SessionId"));
    }
    if (kind.dryRun()) {
      parameters.add(References.to("parameters", "DryRun"));
    }
    if (kind.queued()) {
      parameters.add(References.to("parameters", "IdempotencyKey"));
      parameters.add(References.to("parameters", "Prefer"));
      parameters.add(References.to("parameters", "CommandExpiresIn"));
    }
  }

  private static void addHeaders(OperationKind kind, ObjectNode operation, ObjectNode response) {
    if (kind.queued()) {
      addHeader(response, "X-Command-Id");
      if (kind.page()) {
        addHeader(response, "Server-Timing");
      }
      if (operation.at("/x-griot").has("writesTo")) {
        addHeader(response, "Griot-Warning");
      }
    }
    if (!kind.open() && !kind.operators()) {
      addHeader(response, "Griot-Subscription");
      addHeader(response, "RateLimit-Policy");
      addHeader(response, "RateLimit");
    }
  }

  private static void addHeader(ObjectNode response, String name) {
    response.withObjectProperty("headers").set(name, References.to("headers", name));
  }

  private void addFailures(String path, OperationKind kind, ObjectNode responses) {
    Map<String, List<String>> byStatus = new TreeMap<>();
    for (String code : kind.failures()) {
      if (!failures.has(code)) {
        throw new IllegalStateException(path + ": x-errors does not have " + code);
      }
      byStatus.computeIfAbsent(failures.status(code), any -> new ArrayList<>()).add(code);
    }
    byStatus.forEach((status, codes) -> responses.set(status, failures.of(codes)));
  }
}
