package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

class GriotAppTest {
  private static final Pattern DESTROYED = Pattern.compile("\"\\$prefix-([a-z]+)\"");

  @Test
  void theScriptDestroysEveryStackButTheData() throws IOException {
    String script = Files.readString(Path.of("..", "griot"));
    String line =
        script.lines().filter(found -> found.contains("cdk destroy")).findFirst().orElseThrow();
    List<String> destroyed =
        DESTROYED
            .matcher(line)
            .results()
            .map((MatchResult found) -> "griot-" + found.group(1))
            .toList();

    assertThat(Synthesis.griot().stacks())
        .extracting(Stack::getStackName)
        .filteredOn(name -> !name.equals("griot-state"))
        .containsExactlyInAnyOrderElementsOf(destroyed);
  }
}
