package io.griot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes the document's {@code webhooks} from {@code events.yaml}. The file has the name, data and
 * texts of each event; everything common to all deliveries is added here.
 */
final class EventCatalogue {
  static final String TAG = "event";

  private final ObjectNode document;
  private final JsonNode events;

  EventCatalogue(ObjectNode document, JsonNode events) {
    this.document = document;
    this.events = events;
  }

  void add() {
    ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
    events.path("schemas").properties().forEach(s -> schemas.set(s.getKey(), s.getValue()));
    ArrayNode names = schemas.putObject("EventName").put("type", "string").putArray("enum");
    ObjectNode webhooks = document.putObject("webhooks");
    for (Map.Entry<String, JsonNode> event : events.path("events").properties()) {
      names.add(event.getKey());
      webhooks.putObject(event.getKey()).set("post", delivery(event.getKey(), event.getValue()));
    }
  }

  private ObjectNode delivery(String name, JsonNode event) {
    ObjectNode post = document.objectNode().put("operationId", "on" + camelCase(name));
    post.putArray("tags").add(TAG);
    for (String text : new String[] {"summary", "description"}) {
      post.set(text, event.path(text));
      post.set("x-" + text + "-fr", event.path("x-" + text + "-fr"));
    }
    ArrayNode parameters = post.putArray("parameters");
    events
        .path("headers")
        .properties()
        .forEach(h -> parameters.add(header(h.getKey(), h.getValue())));
    ObjectNode content =
        post.putObject("requestBody")
            .put("required", true)
            .putObject("content")
            .putObject("application/json");
    content.set("schema", envelope(name, event));
    if (event.has("example") || !event.has("data")) {
      ObjectNode example = content.putObject("example").put("dataType", name);
      if (event.has("example")) {
        example.set("data", event.path("example"));
      }
      if (!event.path("account").asBoolean()) {
        example.put("sessionId", "main");
      }
    }
    post.set("responses", events.path("responses"));
    return post;
  }

  /** {@code message_create} as {@code MessageCreate}. */
  static String camelCase(String name) {
    return Pattern.compile("(?:^|_)([a-z])")
        .matcher(name)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private ObjectNode header(String name, JsonNode texts) {
    ObjectNode header = document.objectNode();
    header.put("name", name).put("in", "header").put("required", true);
    header.setAll((ObjectNode) texts.deepCopy());
    header.putObject("schema").put("type", "string");
    return header;
  }

  private ObjectNode envelope(String name, JsonNode event) {
    ObjectNode envelope = document.objectNode().put("type", "object");
    ArrayNode required = envelope.putArray("required").add("dataType");
    ObjectNode properties = envelope.putObject("properties");
    properties.putObject("dataType").put("type", "string").put("const", name);
    if (event.has("data")) {
      required.add("data");
      properties.set("data", event.path("data"));
    }
    if (!event.path("account").asBoolean()) {
      required.add("sessionId");
      properties.putObject("sessionId").put("type", "string");
      properties
          .putObject("recovered")
          .put("type", "boolean")
          .put("description", "True when it was found after its host had died; absent otherwise.")
          .put(
              "x-description-fr",
              "Vrai s'il a été retrouvé après la mort de son hôte ; absent sinon.");
    }
    return envelope;
  }
}
