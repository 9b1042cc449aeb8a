package io.griot.host.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.CallResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows messages that have a file with an event that brings it: has the page fetch the file by
 * the operation that customers have for it. Thread-safe.
 */
public final class MediaEvents {
  /** Larger files have no event, as in the original; they can be asked for. */
  static final long MAX_BYTES = 10_000_000;

  private static final Logger log = LoggerFactory.getLogger(MediaEvents.class);
  private static final String DOWNLOAD = "messageDownloadMedia";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** A file is in memory several times over while it is on its way. */
  private static final int AT_ONCE = 2;

  private static final int MAX_WAITING = 100;

  private final Semaphore free = new Semaphore(AT_ONCE);
  private final AtomicInteger waiting = new AtomicInteger();

  /** The event that would bring a message's file; empty when it has none, or one too large. */
  Optional<Event> following(Event message) {
    JsonNode shape = shape(message);
    boolean fits = shape.at("/_data/size").asLong() <= MAX_BYTES;
    return shape.path("hasMedia").asBoolean() && fits
        ? Optional.of(event(message, key(shape), Json.MAPPER.createObjectNode()))
        : Optional.empty();
  }

  /** Fetches a message's file, which takes its time, in a thread of its own. */
  void bring(Event message, Bridge page, Consumer<Event> then) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      log.atWarn().addKeyValue("sessionId", message.session()).log("media.dropped");
      return;
    }
    Thread.ofVirtual()
        .name("media-event")
        .start(() -> {
          try {
            fetched(message, page).ifPresent(then);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            waiting.decrementAndGet();
          }
        });
  }

  private static JsonNode shape(Event message) {
    return message.data().map(data -> data.path("message")).orElseThrow();
  }

  private static String key(JsonNode shape) {
    return shape.at("/id/_serialized").asText();
  }

  private Optional<Event> fetched(Event message, Bridge page) throws InterruptedException {
    JsonNode shape = shape(message);
    free.acquire();
    try {
      Command download = download(message, shape);
      CallResult result = page.call(download, List.of(), DEADLINE);
      Optional<JsonNode> media =
          answer(result, download.id(), page)
              .map(answer -> answer.path("messageMedia"))
              .filter(file -> file.has("data"));
      if (media.isPresent()) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.set("messageMedia", media.get());
        data.set("message", shape);
        return Optional.of(event(message, key(shape), data));
      }
      log.atInfo().addKeyValue("sessionId", message.session()).log("media.absent");
      return Optional.empty();
    } finally {
      free.release();
    }
  }

  /** The answer, which the page keeps when it is long; empty when there is none. */
  private static Optional<ObjectNode> answer(CallResult result, CommandId command, Bridge page) {
    if (result instanceof CallResult.Answered(ObjectNode answer, Duration _)) {
      return Optional.of(answer);
    }
    if (!(result instanceof CallResult.Kept kept) || !kept.isJson()) {
      return Optional.empty();
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      return page.take(command, kept.bytes(), json)
          ? Optional.of(Json.readObject(json.toString(StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory: cannot be
    }
  }

  private static Command download(Event message, JsonNode shape) {
    EventId id = EventId.of(message.session(), "media", key(shape));
    ObjectNode arguments =
        Json.MAPPER
            .createObjectNode()
            .put("chatId", shape.at("/id/remote").asText())
            .put("messageId", shape.at("/id/_serialized").asText());
    return new Command(
        CommandId.ofIdempotencyKey(message.session(), id.value()),
        message.session(),
        DOWNLOAD,
        arguments,
        message.at(),
        message.at().plus(DEADLINE), // nothing looks at it: it only reads
        1);
  }

  private static Event event(Event message, String key, ObjectNode data) {
    return new Event(
        EventId.of(message.session(), "media", key),
        message.customer(),
        message.session(),
        message.name(),
        message.environment(),
        message.group(),
        "media",
        message.at(),
        Optional.of(data));
  }
}
