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
 * Finds the media in a request: where the operation's schema says {@code x-media}. {@code file} is
 * an object with base64 or the id of an upload; {@code base64}, {@code id} and {@code url} are
 * texts that are the file itself, the id of an upload, an address to fetch.
 */
final class MediaSlots {
  private final ObjectNode arguments;
  private final List<Slot> found = new ArrayList<>();

  private MediaSlots(ObjectNode arguments) {
    this.arguments = arguments;
  }

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
