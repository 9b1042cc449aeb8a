package io.griot.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudFormation's own resource specification, by a validator that knows nothing of the CDK. */
class SpecificationTest {
  private static final long DEADLINE_SECONDS = 180;

  @TempDir Path folder;

  @Test
  void everyTemplateKeepsToIt() throws Exception {
    assertThat(Synthesis.griot().stacks()).isNotEmpty();

    Result result = check(Synthesis.folder());

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

    Result result = check(folder);

    assertThat(result.output())
        .contains("there is no QueueTitle", "VisibilityTimeout is no integer");
    assertThat(result.status()).isEqualTo(1);
  }

  private record Result(int status, String output) {}

  private static Result check(Path templates) throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder("node", "check-templates.mjs", templates.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertThat(node.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(node.exitValue(), output);
  }
}
