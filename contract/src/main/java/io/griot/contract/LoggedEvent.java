package io.griot.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * An event as it is stored in the log.
 *
 * @param at the time at which the host saw it
 * @param group as {@link Event#messageGroup}: the same for all events of a chat
 * @param body the delivery's body; empty when {@link Names#eventObject} holds it
 * @param characters the length of the body
 */
public record LoggedEvent(
    EventId id, String dataType, Instant at, String group, Optional<String> body, int characters) {

  /** Makes the log's form of an event. A large event keeps its body in S3. */
  public static LoggedEvent of(Event event) {
    String body = event.payload().toString();
    boolean fits = body.length() <= EventLogItem.MAX_INLINE_CHARACTERS;
    return new LoggedEvent(
        event.id(),
        event.dataType(),
        event.at(),
        event.messageGroup(),
        fits ? Optional.of(body) : Optional.empty(),
        body.length());
  }

  /**
   * Packs events into one value. It is compressed, because DynamoDB charges by the kilobyte and
   * events of one session are similar.
   */
  public static byte[] pack(List<LoggedEvent> events) {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (LoggedEvent event : events) {
      ObjectNode tree =
          all.addObject()
              .put("id", event.id.value())
              .put("dataType", event.dataType)
              .put("at", event.at.toEpochMilli())
              .put("group", event.group)
              .put("characters", event.characters);
      event.body.ifPresent(text -> tree.put("body", text));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(all.toString().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen in memory
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks events.
   *
   * @throws UncheckedIOException when the bytes were not written by {@link #pack}
   */
  public static List<LoggedEvent> unpack(byte[] packed) {
    JsonNode all;
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      all = Json.MAPPER.readTree(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<LoggedEvent> events = new ArrayList<>();
    for (JsonNode tree : all) {
      events.add(
          new LoggedEvent(
              new EventId(tree.path("id").asText()),
              tree.path("dataType").asText(),
              Instant.ofEpochMilli(tree.path("at").asLong()),
              tree.path("group").asText(),
              Optional.ofNullable(tree.get("body")).map(JsonNode::asText),
              tree.path("characters").asInt()));
    }
    return events;
  }
}
