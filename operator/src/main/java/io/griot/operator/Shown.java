package io.griot.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats an answer for people. */
final class Shown {
  private static final String GAP = "  ";

  /** Fields that the API shows only once. */
  private static final List<String> ONCE = List.of("key", "secret");

  private Shown() {}

  /**
   * Formats an answer, with a line break at its end.
   *
   * @param columns the columns of a list; empty: everything
   */
  static String of(List<String> columns, ObjectNode answer) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> part : answer.properties()) {
      if (part.getKey().equals("success") || part.getKey().equals("next")) {
        continue;
      }
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(part(columns, part.getKey(), part.getValue()));
    }
    ONCE.stream()
        .filter(name -> has(answer, name))
        .forEach(
            name -> text.append("\nA %s is shown this once: write it down now.\n".formatted(name)));
    return text.toString();
  }

  private static boolean has(JsonNode node, String name) {
    return node.path(name).isTextual() || node.valueStream().anyMatch(item -> has(item, name));
  }

  private static String part(List<String> columns, String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return record(object);
    }
    if (!value.isArray() || value.valueStream().anyMatch(item -> !item.isObject())) {
      return name + GAP + text(value) + "\n";
    }
    if (value.isEmpty()) {
      return "none\n";
    }
    return columns.isEmpty()
        ? value
            .valueStream()
            .map(item -> record((ObjectNode) item))
            .collect(Collectors.joining("\n"))
        : table(columns, value);
  }

  private static String record(ObjectNode object) {
    int width = object.properties().stream().mapToInt(it -> it.getKey().length()).max().orElse(0);
    return object.properties().stream()
        .map(it -> padded(it.getKey(), width) + GAP + text(it.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String table(List<String> columns, JsonNode rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(columns.stream().map(name -> text(row.path(name))).toList()));
    StringBuilder table = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder written = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(it -> it.get(column).length()).max().orElse(0);
        written.append(padded(line.get(i), width)).append(GAP);
      }
      table.append(written.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "-";
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    if (value.isArray()) {
      return value.valueStream().map(Shown::text).collect(Collectors.joining(","));
    }
    return value.isValueNode()
        ? value.asText()
        : value
            .valueStream()
            .map(Shown::text)
            .collect(Collectors.joining(" ")); // such as "10000 XOF"
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
