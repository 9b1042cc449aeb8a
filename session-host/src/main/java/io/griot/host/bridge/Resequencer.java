package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.host.browser.Page.Message;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the page's messages back into the order it sent them in: Selenium hands every BiDi event to
 * a thread of its own. A message waits for the ones with smaller numbers; what an older document
 * said is dropped once a newer one speaks. Thread-safe; the listener is called by one thread at a
 * time.
 */
final class Resequencer {
  /** A gap is given up when so many messages wait behind it. */
  static final int MAX_WAITING = 256;

  /** Called in order. */
  interface Listener {
    /** A document spoke for the first time. */
    void documentOpened();

    void message(JsonNode content);
  }

  private final Listener listener;
  private final Set<String> documents = new HashSet<>();
  private final TreeMap<Long, JsonNode> waiting = new TreeMap<>();
  private String current = "";
  private long next = 1;

  Resequencer(Listener listener) {
    this.listener = listener;
  }

  synchronized void accept(Message message) {
    if (documents.add(message.document())) {
      current = message.document();
      waiting.clear();
      next = 1;
      listener.documentOpened();
    }
    long number = message.content().path("n").asLong();
    if (message.document().equals(current) && number >= next) {
      waiting.put(number, message.content());
      if (waiting.size() > MAX_WAITING) {
        next = waiting.firstKey();
      }
      deliver(listener::message);
    }
  }

  private void deliver(Consumer<JsonNode> consumer) {
    for (JsonNode content = waiting.remove(next); content != null; content = waiting.remove(next)) {
      next++;
      consumer.accept(content);
    }
  }
}
