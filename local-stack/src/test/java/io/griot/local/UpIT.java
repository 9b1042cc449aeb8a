package io.griot.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the sentence with which {@code ./griot up} explains why it does not start. */
class UpIT {
  private static final long DEADLINE_SECONDS = 180;

  @TempDir Path folder;

  private record Ended(int status, String said) {}

  @Test
  void saysThatItRunsAlreadyAndWhere() throws Exception {
    try (FolderInUse running = FolderInUse.take(folder)) {
      running.say("process 4711, http://127.0.0.1:3000");

      Ended second = up(Map.of(), "--data", folder.toString());

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.said())
          .isEqualTo(
              "✗ Griot already runs on %s (process 4711, http://127.0.0.1:3000): use that one, stop it with Ctrl-C, or start another with --data FOLDER --port N --sandbox-port N\n"
                  .formatted(folder));
    }
  }

  @Test
  void takesARelativeFolderFromWhereItWasCalled() throws Exception {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    try (FolderInUse running = FolderInUse.take(mine)) {
      running.say("process 4711");

      assertThat(up(Map.of(), "--data", "mine").said())
          .startsWith("✗ Griot already runs on " + mine);
    }
  }

  @Test
  void takesTheFolderOnceNobodyHasItAnyMore() throws Exception {
    FolderInUse.take(folder).close();

    Ended refused = up(Map.of(), "--data", folder.toString(), "--port", "7", "--sandbox-port", "7");

    assertThat(refused.said())
        .isEqualTo("✗ --port and --sandbox-port are both 7: they need one each\n");
  }

  @ParameterizedTest
  @CsvSource({"--port,--sandbox-port", "--sandbox-port,--port"})
  void namesAPortThatIsTaken(String option, String other) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Ended refused = up(Map.of(), "--data", folder.toString(), option, port, other, "0");

      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.said())
          .startsWith("✗ port " + port + " is in use")
          .contains("choose another with " + option + " N");
      assertOneLine(refused);
    }
  }

  @Test
  void namesAFolderThatItCannotWriteTo() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Ended refused = up(Map.of(), "--data", file.resolve("inside").toString());

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.said())
        .startsWith("✗ " + file.resolve("inside") + " cannot be written to")
        .contains("--data FOLDER");
    assertOneLine(refused);
  }

  @ParameterizedTest
  @CsvSource({"GRIOT_BROWSER", "GRIOT_CHROMEDRIVER", "GRIOT_FFMPEG", "GRIOT_FFPROBE"})
  void namesAProgramThatIsMissing(String variable) throws Exception {
    for (String program : List.of("/no/such/program", "no-such-program")) {
      Ended refused = up(Map.of(variable, program));

      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.said())
          .isEqualTo(
              "✗ there is no program %s on this machine: install it, or say where it is with %s\n"
                  .formatted(program, variable));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GRIOT_SLOTS, many, GRIOT_SLOTS is not a whole number from 1 to 999",
    "GRIOT_EVIDENCE_SECONDS, 0, GRIOT_EVIDENCE_SECONDS is not a whole number from 1 to 600",
    "GRIOT_CORS_ORIGINS, shop, 'GRIOT_CORS_ORIGINS is not *, none, or origins'",
  })
  void namesASettingThatIsWrong(String variable, String value, String problem) throws Exception {
    Ended refused = up(Map.of(variable, value));

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.said()).startsWith("✗ " + problem);
    assertOneLine(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "'--prot 1', no such option: --prot",
    "'--port', --port needs a value",
    "'--port many', '--port is a port from 0 to 65535, not many'",
    "'--sandbox-port 70000', '--sandbox-port is a port from 0 to 65535, not 70000'",
  })
  void namesAnOptionThatIsWrong(String options, String problem) throws Exception {
    Ended refused = up(Map.of(), options.split(" ", -1));

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.said())
        .isEqualTo("✗ " + problem + "; ./griot up --help lists the options\n");
  }

  private static void assertOneLine(Ended ended) {
    assertThat(ended.said().lines()).hasSize(1);
  }

  /** Runs it with its own folder and ports, unless the options say otherwise. */
  private Ended up(Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dgriot.caller=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "io.griot.local.Up"));
    if (options.length == 0) {
      command.addAll(List.of("--data", folder.toString(), "--port", "0", "--sandbox-port", "0"));
    }
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(settings);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ended(
          process.exitValue(), new String(process.getInputStream().readAllBytes(), UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
