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
 * Texts of messages that a process has handled, and the lines that it wrote lately: each new text
 * is looked for in those lines, and each new line for those texts. Thread-safe.
 */
final class MessageTexts {
  /** Fields of commands and events whose values people wrote. */
  private static final Set<String> WRITTEN =
      Set.of("content", "caption", "body", "text", "title", "description", "footer", "subject");

  /** Shorter ones, and single words, may be anybody's. */
  private static final int SHORTEST = 10;

  private static final int LINES = 500;
  private static final int TEXTS = 20_000;

  /** By their first {@link #SHORTEST} characters. */
  private final Map<String, List<String>> texts = new HashMap<>();

  private final Deque<String> lines = new ArrayDeque<>();
  private int known;

  /** What a message of a queue says; the first of its texts that was written down already. */
  synchronized Optional<String> learn(String message) {
    List<String> found = new ArrayList<>();
    collect(message, found);
    return found.stream().filter(this::isNew).filter(this::isInLines).findFirst();
  }

  /** A line of the log, in which texts that are learned later are looked for too. */
  synchronized void remember(String line) {
    lines.addLast(line);
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  /** A text that is in a line; empty when there is none. */
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
        return; // no JSON: nothing of it is known
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

  /** Files and JSON are no text of anybody's. */
  private static boolean isWritten(String text) {
    return text.length() >= SHORTEST
        && text.length() < 2_000
        && text.contains(" ")
        && !text.startsWith("{");
  }
}
