package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.host.browser.Page.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the page's messages back into the order it sent them in: Selenium hands every BiDi event to
 * a thread of its own. A message waits for the ones with smaller numbers. None is lost: what is
 * given up because it is late is handed over when it comes, and so is what an older document said
 * when a newer one speaks already. Thread-safe; the listener is called by one thread at a time.
 */
final class Resequencer {
  /** A gap is given up when so many messages wait behind it. */
  static final int MAX_WAITING = 256;

  /** Called in order. */
  interface Listener {
    /** A document spoke for the first time. */
    void documentOpened();

    /** The document at hand said this. */
    void message(JsonNode content);

    /** A document that is no more said this before it went. */
    void late(JsonNode content);
  }

  private final Listener listener;
  private final Map<String, Sequence> documents = new HashMap<>();
  private Sequence current = new Sequence();

  Resequencer(Listener listener) {
    this.listener = listener;
  }

  synchronized void accept(Message message) {
    Sequence sequence = documents.get(message.document());
    if (sequence == null) {
      current.giveUp(listener::late);
      sequence = new Sequence();
      documents.put(message.document(), sequence);
      current = sequence;
      listener.documentOpened();
    }
    boolean isCurrent = sequence == current;
    Consumer<JsonNode> hears = isCurrent ? listener::message : listener::late;
    sequence.accept(message.content(), hears);
    if (!isCurrent) {
      sequence.giveUp(hears);
    }
  }

  /** What one document says. */
  private static final class Sequence {
    private final TreeMap<Long, JsonNode> waiting = new TreeMap<>();

    /** Numbers below {@link #next} that have not come. */
    private final Set<Long> missing = new HashSet<>();

    private long next = 1;

    void accept(JsonNode content, Consumer<JsonNode> hears) {
      long number = content.path("n").asLong();
      if (missing.remove(number)) {
        hears.accept(content);
      } else if (number >= next) {
        waiting.put(number, content);
        if (waiting.size() > MAX_WAITING) {
          skipTo(waiting.firstKey());
        }
        deliver(hears);
      }
    }

    /** Hands over what waits, without what it waits for. */
    void giveUp(Consumer<JsonNode> hears) {
      while (!waiting.isEmpty()) {
        skipTo(waiting.firstKey());
        deliver(hears);
      }
    }

    private void skipTo(long number) {
      for (; next < number; next++) {
        missing.add(next);
      }
    }

    private void deliver(Consumer<JsonNode> hears) {
      for (JsonNode content = waiting.remove(next);
          content != null;
          content = waiting.remove(next)) {
        next++;
        hears.accept(content);
      }
    }
  }
}
