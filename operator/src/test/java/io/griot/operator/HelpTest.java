package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Checks the file that {@code ./griot admin --help} prints. With {@code -Dgriot.rewrite=true}, it
 * writes the file instead.
 */
class HelpTest {
  private static final Path FILE = Path.of("..", "local-stack", "scripts", "help", "admin.txt");

  @Test
  void listsEveryVerbOfTheCatalogue() throws IOException {
    String help = Help.text(Verbs.load());
    if (Boolean.getBoolean("griot.rewrite")) {
      Files.writeString(FILE, help);
    }

    assertThat(FILE)
        .as("mvn -pl operator test -Dtest=HelpTest -Dgriot.rewrite=true writes it anew")
        .hasContent(help);
  }
}
