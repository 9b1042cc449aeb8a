package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks that the parts of {@code COMPATIBILITY.md} that list operations equal the catalogue: the
 * differences, and the answers for unknown people. With {@code -Dgriot.rewrite=true} it writes them
 * instead.
 */
class CompatibilityTest {
  private static final Path FILE = Path.of("..", "COMPATIBILITY.md");

  @ParameterizedTest
  @CsvSource({"by operation, differs, 'difference, and why'", "of nobody, nobody, what it answers"})
  void listsWhatTheCatalogueSays(String mark, String key, String heading) throws IOException {
    String begin = "<!-- " + mark + ": begin -->\n";
    String text = Files.readString(FILE);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- " + mark + ": end -->");
    String table = table(key, heading);
    if (Boolean.getBoolean("griot.rewrite")) {
      Files.writeString(FILE, text.substring(0, from) + table + text.substring(to));
      return;
    }

    assertThat(text.substring(from, to))
        .as(
            "mvn -pl contract -am test -Dtest=CompatibilityTest -Dgriot.rewrite=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false writes it anew")
        .isEqualTo(table);
  }

  private static String table(String key, String heading) throws IOException {
    JsonNode paths =
        Json.MAPPER.readTree(Catalogue.class.getResourceAsStream("catalogue.json")).path("paths");
    StringBuilder table =
        new StringBuilder("| operation | ").append(heading).append(" |\n| --- | --- |\n");
    for (Operation operation : Catalogue.load().operations()) {
      String said =
          paths
              .path(operation.path().text())
              .path(operation.method().toLowerCase(Locale.ROOT))
              .at("/x-griot/" + key)
              .asText()
              .strip();
      if (!said.isEmpty()) {
        assertThat(said).as(operation.id()).doesNotContain("\n", "|");
        String name = operation.path().text().replaceFirst("^/", "").replace("/{sessionId}", "");
        table.append("| `").append(name).append("` | ").append(said).append(" |\n");
      }
    }
    return table.toString();
  }
}
