package io.griot.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The output and exit status of a check of this module that runs in Node. */
record NodeCheck(int status, String output) {
  private static final long DEADLINE_SECONDS = 180;

  /** Runs a program of this module's folder to its end. */
  static NodeCheck run(String program, Object... arguments)
      throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("node", program), Stream.of(arguments).map(Object::toString))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertThat(node.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new NodeCheck(node.exitValue(), output);
  }
}
