package io.griot.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A path of {@code openapi.yaml}, such as {@code /session/qr/{sessionId}/image}.
 *
 * <p>As in the original API, case does not matter outside the parameters, and one trailing slash is
 * ignored.
 */
public record PathTemplate(String text, List<String> segments) {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  static PathTemplate of(String text) {
    return new PathTemplate(text, segmentsOf(text));
  }

  /** The parts between the slashes of a path. */
  static List<String> segmentsOf(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    if (inner.endsWith("/")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    return List.of(inner.split("/", -1));
  }

  /** The parameters' values; empty when the path does not match. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String expected = segments.get(i);
      if (expected.startsWith("{") && !path.get(i).isEmpty()) {
        parameters.put(expected.substring(1, expected.length() - 1), path.get(i));
      } else if (!expected.equalsIgnoreCase(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(Map.copyOf(parameters));
  }

  /**
   * The template with unnamed parameters. Two templates with the same shape would match the same
   * paths.
   */
  String shape() {
    return text.replaceAll("\\{[^}]*}", "{}").toLowerCase(Locale.ROOT);
  }
}
