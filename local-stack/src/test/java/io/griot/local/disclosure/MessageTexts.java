package io.griot.local.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The message texts that a process has handled, and its recent log lines: each new text is searched
 * in those lines, and each new line for those texts. Thread-safe.
 */
final class MessageTexts {
  /** The fields of commands and events that people write. */
  private static final Set<String> WRITTEN =
      Set.of("content", "caption", "body", "text", "title", "description", "footer", "subject");

  /** The minimum length. Shorter texts and single words may occur by chance. */
  private static final int SHORTEST = 10;

  private static final int LINES = 500;
  private static final int TEXTS = 20_000;

  /** The texts by their first {@link #SHORTEST} characters. */
  private final Map<String, List<String>> texts = new HashMap<>();

  private final Deque<String> lines = new ArrayDeque<>();
  private int known;

  /**
   * Learns the texts in a message of a queue.
   *
   * @return the first of them that was logged before
   */
  synchronized Optional<String> learn(String message) {
    List<String> found = new ArrayList<>();
    collect(message, found);
    return found.stream().filter(this::isNew).filter(this::isInLines).findFirst();
  }

  /** Keeps a log line, to search it for later texts. */
  synchronized void remember(String line) {
    lines.addLast(line);
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  /** A known text in a line; empty when there is none. */
  synchronized Optional<String> in(String line) {
    for (int at = 0; at + SHORTEST <= line.length(); at++) {
      int from = at;
      Optional<String> text =
          texts.getOrDefault(line.substring(at, at + SHORTEST), List.of()).stream()
              .filter(known -> line.startsWith(known, from))
              .findFirst();
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private boolean isNew(String text) {
    List<String> alike =
        texts.computeIfAbsent(text.substring(0, SHORTEST), start -> new ArrayList<>());
    if (known >= TEXTS || alike.contains(text)) {
      return false;
    }
    known++;
    return alike.add(text);
  }

  private boolean isInLines(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  private static void collect(String json, List<String> found) {
    if (json.startsWith("{")) {
      try {
        collect(Json.MAPPER.readTree(json), found);
      } catch (IOException e) {
        return; // not JSON: no text is known
      }
    }
  }

  private static void collect(JsonNode node, List<String> found) {
    node.properties()
        .forEach(field -> {
          JsonNode value = field.getValue();
          if (value.isTextual() && WRITTEN.contains(field.getKey())) {
            collect(value.asText(), found); // an event's body is JSON in a text
            if (isWritten(value.asText())) {
              found.add(value.asText());
            }
          }
        });
    node.forEach(child -> collect(child, found));
  }

  /** Whether a person may have written the text. Files and JSON do not count. */
  private static boolean isWritten(String text) {
    return text.length() >= SHORTEST
        && text.length() < 2_000
        && text.contains(" ")
        && !text.startsWith("{");
  }
}
