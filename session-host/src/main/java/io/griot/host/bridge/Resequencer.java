package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.host.browser.BrowserPage.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Restores the order of the page's messages, because Selenium delivers every BiDi event in a thread
 * of its own. A message waits for those with smaller numbers. No message is lost: one that was
 * given up is delivered when it arrives, and so are messages of an older document once a newer one
 * has sent any. Thread-safe; the listener is called by one thread at a time.
 */
final class Resequencer {
  /** The number of messages waiting behind a gap at which the missing ones are given up. */
  static final int MAX_WAITING = 256;

  /** Receives the messages in order. */
  interface Listener {
    /** A document sent its first message. */
    void documentOpened();

    /** A message of the current document. */
    void message(JsonNode content);

    /** A message of an older document, which it sent before it was gone. */
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

  /** The messages of one document. */
  private static final class Sequence {
    private final TreeMap<Long, JsonNode> waiting = new TreeMap<>();

    /** Numbers below {@link #next} that have not arrived. */
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

    /** Delivers the waiting messages and gives up the missing ones. */
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
