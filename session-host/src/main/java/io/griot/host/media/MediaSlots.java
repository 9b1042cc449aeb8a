package io.griot.host.media;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.SchemaWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the media in a request's arguments, wherever the operation's schema has {@code x-media}.
 * Its value {@code file} marks an object with base64 data or an upload's id. Its values {@code
 * base64}, {@code id} and {@code url} mark texts: the file itself, an upload's id, or an address to
 * fetch.
 */
final class MediaSlots {
  private final ObjectNode arguments;
  private final List<Slot> found = new ArrayList<>();

  private MediaSlots(ObjectNode arguments) {
    this.arguments = arguments;
  }

  /**
   * One place in the arguments that holds media.
   *
   * @param parent the object that contains it under {@code name}
   * @param field path in the request, shown to callers
   */
  record Slot(ObjectNode parent, String name, String field, Kind kind) {
    JsonNode value() {
      return parent.path(name);
    }
  }

  /** The form in which media are given. */
  enum Kind {
    FILE,
    BASE64,
    UPLOAD,
    URL
  }

  /** Kinds by the {@code x-media} value of a text. */
  private static final Map<String, Kind> TEXTS =
      Map.of("base64", Kind.BASE64, "id", Kind.UPLOAD, "url", Kind.URL);

  /**
   * Lists the media in arguments that match the schema. Arguments whose media were copied to disk
   * already are accepted too: each slot is then a {@link Kind#FILE}.
   */
  static List<Slot> in(JsonNode schema, ObjectNode arguments) {
    MediaSlots slots = new MediaSlots(arguments);
    SchemaWalk.walk(schema, arguments, slots::look);
    return slots.found;
  }

  private boolean look(JsonNode schema, JsonNode value, JsonPointer at) {
    String marker = schema.path("x-media").asText();
    if (!marker.isEmpty() && value.isObject()) {
      found.add(slot(at, Kind.FILE));
      return false;
    }
    if (TEXTS.containsKey(marker) && value.isTextual()) {
      found.add(slot(at, Objects.requireNonNull(TEXTS.get(marker))));
    }
    return true;
  }

  private Slot slot(JsonPointer at, Kind kind) {
    String field = at.toString().substring(1).replace('/', '.');
    return new Slot(
        (ObjectNode) arguments.at(at.head()), at.last().getMatchingProperty(), field, kind);
  }
}
