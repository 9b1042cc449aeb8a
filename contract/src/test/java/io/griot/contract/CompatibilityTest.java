package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Keeps the differences that {@code COMPATIBILITY.md} lists by operation those of the catalogue.
 * With {@code -Dgriot.rewrite=true} it writes them instead.
 */
class CompatibilityTest {
  private static final Path FILE = Path.of("..", "COMPATIBILITY.md");
  private static final String BEGIN = "<!-- by operation: begin -->\n";
  private static final String END = "<!-- by operation: end -->";

  @Test
  void listsTheDifferencesOfTheCatalogue() throws IOException {
    String text = Files.readString(FILE);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    if (Boolean.getBoolean("griot.rewrite")) {
      Files.writeString(FILE, text.substring(0, from) + table() + text.substring(to));
      return;
    }

    assertThat(text.substring(from, to))
        .as("mvn -pl contract test -Dtest=CompatibilityTest -Dgriot.rewrite=true writes it anew")
        .isEqualTo(table());
  }

  private static String table() throws IOException {
    JsonNode paths =
        Json.MAPPER.readTree(Catalogue.class.getResourceAsStream("catalogue.json")).path("paths");
    StringBuilder table = new StringBuilder("| operation | difference, and why |\n| --- | --- |\n");
    for (Operation operation : Catalogue.load().operations()) {
      String differs =
          paths
              .path(operation.path().text())
              .path(operation.method().toLowerCase(Locale.ROOT))
              .at("/x-griot/differs")
              .asText()
              .strip();
      if (!differs.isEmpty()) {
        assertThat(differs).as(operation.id()).doesNotContain("\n", "|");
        String name = operation.path().text().replaceFirst("^/", "").replace("/{sessionId}", "");
        table.append("| `").append(name).append("` | ").append(differs).append(" |\n");
      }
    }
    return table.toString();
  }
}
