package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Validates the templates by CloudFormation's own resource specification, with a validator that is
 * independent of the CDK.
 */
class SpecificationTest {
  @TempDir Path folder;

  @Test
  void everyTemplateKeepsToIt() throws Exception {
    assertThat(Synthesis.griot().stacks()).isNotEmpty();

    NodeCheck result = NodeCheck.run("check-templates.mjs", Synthesis.folder());

    assertThat(result.output()).contains("6 templates", " 0 problems");
    assertThat(result.status()).isZero();
  }

  @Test
  void aWrongPropertyIsSeen() throws Exception {
    assertThat(Synthesis.griot().stacks()).isNotEmpty();
    String name = "griot-messaging.template.json";
    String template = Files.readString(Synthesis.folder().resolve(name));
    Files.writeString(
        folder.resolve(name),
        template
            .replace("\"QueueName\"", "\"QueueTitle\"")
            .replace("\"VisibilityTimeout\": 180", "\"VisibilityTimeout\": \"long\""));

    NodeCheck result = NodeCheck.run("check-templates.mjs", folder);

    assertThat(result.output())
        .contains("there is no QueueTitle", "VisibilityTimeout is no integer");
    assertThat(result.status()).isEqualTo(1);
  }
}
