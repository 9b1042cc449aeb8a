package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Makes a curl command that calls an operation with its first example. */
record CurlSample(ObjectNode document) {
  String of(String method, String path, ObjectNode operation) {
    StringBuilder call = new StringBuilder("curl");
    if (!method.equals("get") && !method.equals("post")) {
      call.append(" -X ").append(method.toUpperCase(Locale.ROOT));
    }
    if (!operation.at("/x-griot/open").asBoolean()) {
      boolean operators = operation.at("/x-griot").has("audience");
      call.append(operators ? " -H \"x-api-key: $GRIOT_ADMIN_KEY\"" : " -H \"x-api-key: $KEY\"");
    }
    String address = "\"$GRIOT" + filled(path, operation) + "\"";
    JsonNode body = example(operation);
    if (List.of("post", "put", "patch").contains(method)) {
      call.append(" -H 'content-type: application/json' \\\n  ").append(address);
      return call.append(" \\\n  -d '").append(quoted(body)).append("'").toString();
    }
    return call.append(" ").append(address).toString();
  }

  private String filled(String path, ObjectNode operation) {
    String filled = path.replace("{sessionId}", "main");
    for (JsonNode said : operation.path("parameters")) {
      JsonNode parameter = References.resolved(document, said);
      String name = "{" + parameter.path("name").asText() + "}";
      filled = filled.replace(name, parameter.path("example").asText());
    }
    return filled;
  }

  private static JsonNode example(ObjectNode operation) {
    JsonNode content = operation.at("/requestBody/content/application~1json");
    if (content.has("example")) {
      return content.get("example");
    }
    return content.has("examples")
        ? content.get("examples").iterator().next().path("value")
        : JsonNodeFactory.instance.objectNode();
  }

  private static String quoted(JsonNode body) {
    return body.toString().replace("'", "'\\''");
  }
}
