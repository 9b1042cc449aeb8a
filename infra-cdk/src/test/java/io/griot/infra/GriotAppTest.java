package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

class GriotAppTest {
  /** {@code ./griot destroy} decides by these names which stacks to delete and which to keep. */
  @Test
  void everyStackHasItsTemplateUnderItsNameAndOneOfThemIsTheData() {
    assertThat(Synthesis.griot().stacks())
        .extracting(Stack::getStackName)
        .containsOnlyOnce("griot-state")
        .allSatisfy(name -> assertThat(name).startsWith("griot-"))
        .allMatch(name -> Files.exists(Synthesis.folder().resolve(name + ".template.json")));
  }
}
