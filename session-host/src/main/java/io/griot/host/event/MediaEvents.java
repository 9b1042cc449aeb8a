package io.griot.host.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Json;
import io.griot.host.bridge.CallResult;
import io.griot.host.bridge.PageBridge;
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
 * Creates the event that delivers a message's file. The page downloads the file by the operation
 * that customers use. Thread-safe.
 */
public final class MediaEvents {
  /** Larger files get no event, as in the original API; callers can request them. */
  static final long MAX_BYTES = 10_000_000;

  private static final Logger log = LoggerFactory.getLogger(MediaEvents.class);
  private static final String DOWNLOAD = "messageDownloadMedia";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** A file is in memory several times while it is processed. */
  private static final int AT_ONCE = 2;

  private static final int MAX_WAITING = 100;

  private final Semaphore free = new Semaphore(AT_ONCE);
  private final AtomicInteger waiting = new AtomicInteger();

  /** The event that will deliver a message's file; empty when it has none or one too large. */
  Optional<Event> following(Event message) {
    JsonNode shape = shape(message);
    boolean fits = shape.at("/_data/size").asLong() <= MAX_BYTES;
    return shape.path("hasMedia").asBoolean() && fits
        ? Optional.of(event(message, key(shape), Json.MAPPER.createObjectNode()))
        : Optional.empty();
  }

  /**
   * Downloads a message's file in a thread of its own. Returns at once.
   *
   * @param then receives the event with the file, if there is one
   * @param done runs at the end, whether there is one or not
   */
  void bring(Event message, PageBridge page, Consumer<Event> then, Runnable done) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      done.run();
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
            done.run();
          }
        });
  }

  private static JsonNode shape(Event message) {
    return message.data().map(data -> data.path("message")).orElseThrow();
  }

  private static String key(JsonNode shape) {
    return shape.at("/id/_serialized").asText();
  }

  private Optional<Event> fetched(Event message, PageBridge page) throws InterruptedException {
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

  /** The answer, fetched from the page if it is long; empty when there is none. */
  private static Optional<ObjectNode> answer(
      CallResult result, CommandId command, PageBridge page) {
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
      throw new UncheckedIOException(e); // impossible in memory
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
        message.at().plus(DEADLINE), // not enforced: a download only reads
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
