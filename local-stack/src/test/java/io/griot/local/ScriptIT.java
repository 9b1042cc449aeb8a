package io.griot.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests when {@code ./griot} builds and what it starts, in a small project whose {@code mvn} and
 * {@code java} only record their calls.
 */
class ScriptIT {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final long DEADLINE_SECONDS = 60;

  @TempDir Path folder;

  private Path project;

  private record Ended(int status, String said) {}

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("project");
    copy("griot");
    copy("local-stack/scripts");
    copy("infra-cdk/scripts");
    write("pom.xml", "<project/>");
    write(".mvn/jvm.config", "-Xmx1g");
    for (String module : List.of("contract", "session-host", "infra-cdk", "local-stack")) {
      write(module + "/pom.xml", "<project/>");
    }
    write("contract/src/main/java/Contract.java", "class Contract {}");
    write("session-host/image/Dockerfile", "FROM debian");
    write("infra-cdk/src/main/resources/introduction.md", "What it costs.");
    // This build writes the same files as the real one, later than its sources.
    write(
        "bin/mvn",
        """
        #!/bin/sh
        echo "$@" >>"%s/builds"
        mkdir -p session-host/bridge/src/generated local-stack/target session-host/bridge/dist-test
        date +%%N | tee session-host/bridge/src/generated/api.ts session-host/bridge/dist-test/a.js
        echo libraries >local-stack/target/classpath
        """
            .formatted(folder));
    write("jdk/bin/javac", "#!/bin/sh\necho javac 25.0.1\n");
    write("jdk/bin/java", "#!/bin/sh\nfor argument; do echo \"argument $argument\"; done\n");
  }

  @Test
  void buildsNothingAfterACompleteBuild() throws Exception {
    assertThat(griot("up").status()).isZero();
    assertThat(griot("up").status()).isZero();
    assertThat(griot("bench").status()).isZero();

    assertThat(builds()).containsExactly("-B -ntp -T 2 package -DskipTests");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contract/src/main/java/Contract.java",
        "contract/src/main/java/Added.java",
        "contract/pom.xml",
        "session-host/image/Dockerfile",
        "infra-cdk/src/main/resources/introduction.md",
        "local-stack/scripts/build.sh",
        ".mvn/jvm.config",
        "pom.xml",
      })
  void buildsAgainWhenASourceHasChanged(String source) throws Exception {
    griot("up");
    Path changed = project.resolve(source);
    write(source, (Files.exists(changed) ? Files.readString(changed) : "") + "\n");

    griot("up");
    griot("up");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    griot("up");
    Files.delete(project.resolve("contract/src/main/java/Contract.java"));

    griot("up");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildsAgainWhenWhatWasBuiltIsGone() throws Exception {
    griot("up");
    try (Stream<Path> built = Files.list(project.resolve("target"))) {
      for (Path file : built.toList()) {
        Files.delete(file);
      }
    }

    griot("up");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildsAgainAfterABuildThatFailed() throws Exception {
    griot("up");
    String contract = "contract/src/main/java/Contract.java";
    String maven = Files.readString(project.resolve("bin/mvn"));
    String before = Files.readString(project.resolve(contract));
    write(contract, "class {}");
    write("bin/mvn", maven + "exit 1\n");
    assertThat(griot("up").status()).isEqualTo(1);
    write(contract, before);
    write("bin/mvn", maven);

    griot("up");

    assertThat(builds()).hasSize(3);
  }

  @Test
  void doesNotBuildForADocumentNorForWhatSomebodyPutsHere() throws Exception {
    griot("up");
    write("README.md", "Read me.");
    write("docs/ARCHITECTURE.md", "The shape.");
    write("qr.png", "A picture.");
    write("griot-client/Client.java", "class Client {}");

    griot("up");

    assertThat(builds()).hasSize(1);
  }

  @Test
  void saysWhereItWasCalled() throws Exception {
    assertThat(griot("up", "--data", "mine").said())
        .contains("argument -Dgriot.caller=" + folder.toRealPath())
        .contains("argument io.griot.local.Up\nargument --data\nargument mine\n");
  }

  @Test
  void helpsWithEveryVerbAndBuildsNothing() throws Exception {
    List<String> verbs =
        griot("help")
            .said()
            .lines()
            .filter(line -> line.startsWith("  ./griot "))
            .map(line -> line.strip().split(" +", -1)[1])
            .distinct()
            .toList();

    assertThat(verbs).contains("up", "test", "deploy", "admin");
    assertThat(griot("help", "--help").said()).isEqualTo(griot("help").said());
    for (String verb : verbs) {
      Ended help = griot(verb, "--help");
      assertThat(help.status()).as(verb).isZero();
      assertThat(help.said()).startsWith("  ./griot " + verb + " ");
    }
    assertThat(folder.resolve("builds")).doesNotExist();
  }

  @Test
  void namesAVerbThatItDoesNotHave() throws Exception {
    assertThat(griot("fly").status()).isEqualTo(1);
    assertThat(griot("fly", "--help").said()).contains("no such verb: fly");
  }

  @Test
  void givesTheOperatorsCommandsTheKeyOfThisMachineAndNoOtherOne() throws Exception {
    write("jdk/bin/java", "#!/bin/sh\necho \"key ${GRIOT_ADMIN_KEY:-none}\"\n");
    write(".griot/admin_key", "admin_here");

    assertThat(griot("admin", "customer", "list").said()).contains("key admin_here");
    assertThat(griot(Map.of("GRIOT", "http://127.0.0.1:3000"), "admin", "customer", "list").said())
        .contains("key admin_here");
    assertThat(griot(Map.of("GRIOT", "https://api.example"), "admin", "customer", "list").said())
        .contains("key none");
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds"));
  }

  /** Calls the script from the folder above the project. */
  private Ended griot(String... arguments) throws IOException, InterruptedException {
    return griot(Map.of(), arguments);
  }

  private Ended griot(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(project.resolve("griot").toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("GRIOT");
    builder.environment().remove("GRIOT_ADMIN_KEY");
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", project.resolve("jdk").toString());
    builder.environment().merge("PATH", project.resolve("bin") + ":", (path, bin) -> bin + path);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(output, UTF_8));
  }

  private void copy(String name) throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(PROJECT.relativize(file).toString(), Files.readString(file));
      }
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
