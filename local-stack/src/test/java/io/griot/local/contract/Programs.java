package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs other programs to their end. Blocks, and kills a program that takes too long. */
final class Programs {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private Programs() {}

  /**
   * Runs a program that must succeed.
   *
   * @return its standard output
   */
  static String output(Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("griot-output", ".txt");
      Path errors = Files.createTempFile("griot-errors", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        boolean ended = process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        String text = Files.readString(output, UTF_8);
        String said = text + Files.readString(errors, UTF_8);
        assertThat(ended).as("%s takes too long: %s", command, said).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
        return text;
      } finally {
        process.destroyForcibly();
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + command.getFirst(), e);
    }
  }
}
