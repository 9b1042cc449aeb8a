package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Describes failures as responses, from the document's table {@code x-errors}. */
final class FailureResponses {
  private final ObjectNode document;
  private final ObjectNode errors;

  FailureResponses(ObjectNode document) {
    this.document = document;
    this.errors = (ObjectNode) document.path("x-errors");
  }

  /** Whether the document describes this failure. */
  boolean has(String code) {
    return errors.has(code);
  }

  /** The HTTP status of a failure. */
  String status(String code) {
    return errors.path(code).path("status").asText();
  }

  /** The response for a set of failures. Operations with the same set share it. */
  ObjectNode of(List<String> codes) {
    ObjectNode known = (ObjectNode) document.at("/components/responses");
    String name = String.join(".", codes);
    if (!known.has(name)) {
      known.set(name, described(codes));
    }
    return References.to("responses", name);
  }

  private ObjectNode described(List<String> codes) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("description", texts(codes, "description"));
    response.put("x-description-fr", texts(codes, "x-description-fr"));
    ObjectNode content = response.putObject("content").putObject("application/json");
    content.set("schema", References.to("schemas", "ErrorAnswer"));
    ObjectNode examples = content.putObject("examples");
    for (String code : codes) {
      JsonNode error = errors.path(code);
      ObjectNode example = examples.putObject(code);
      example.put("summary", error.path("description").asText());
      example.put("x-summary-fr", error.path("x-description-fr").asText());
      example
          .putObject("value")
          .put("success", false)
          .set("error", error.has("example") ? error.get("example") : error.get("error"));
    }
    return response;
  }

  private String texts(List<String> codes, String key) {
    return String.join(
        " ", codes.stream().map(code -> errors.path(code).path(key).asText()).toList());
  }
}
