package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the media in a request: where the operation's schema says {@code x-media}. {@code file} is
 * an object with base64 or the id of an upload; {@code base64}, {@code id} and {@code url} are
 * texts that are the file itself, the id of an upload, an address to fetch.
 */
final class MediaSlots {
  private final List<Slot> found = new ArrayList<>();

  private MediaSlots() {}

  /**
   * A place that holds media.
   *
   * @param parent the object in which it is the value of {@code name}
   * @param field where it is in the request, for people
   */
  record Slot(ObjectNode parent, String name, String field, Kind kind) {
    JsonNode value() {
      return parent.path(name);
    }
  }

  /** What stands there. */
  enum Kind {
    FILE,
    BASE64,
    UPLOAD,
    URL
  }

  /** The markers of texts. */
  private static final Map<String, Kind> TEXTS =
      Map.of("base64", Kind.BASE64, "id", Kind.UPLOAD, "url", Kind.URL);

  /**
   * The places in these arguments, which are as the schema wants them; or as they are when files
   * stand there, all of which are then {@link Kind#FILE}.
   */
  static List<Slot> in(JsonNode schema, ObjectNode arguments) {
    MediaSlots slots = new MediaSlots();
    slots.visit(schema, arguments, "");
    return slots.found;
  }

  private void visit(JsonNode schema, ObjectNode value, String path) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (value.has(property.getKey())) {
        look(property.getValue(), value, property.getKey(), path);
      }
    }
    String discriminator = schema.at("/discriminator/propertyName").asText();
    for (JsonNode variant : schema.path("oneOf")) {
      JsonNode wanted = variant.path("properties").path(discriminator).path("const");
      if (wanted.equals(value.path(discriminator))) {
        visit(variant, value, path);
      }
    }
  }

  private void look(JsonNode schema, ObjectNode parent, String name, String path) {
    JsonNode value = parent.path(name);
    String field = path.isEmpty() ? name : path + "." + name;
    String marker = schema.path("x-media").asText();
    if (!marker.isEmpty() && value.isObject()) {
      found.add(new Slot(parent, name, field, Kind.FILE));
    } else if (TEXTS.containsKey(marker) && value.isTextual()) {
      found.add(new Slot(parent, name, field, Objects.requireNonNull(TEXTS.get(marker))));
    } else {
      schema.path("anyOf").forEach(option -> look(option, parent, name, path));
      if (value instanceof ObjectNode object) {
        visit(schema, object, field);
      }
    }
  }
}
