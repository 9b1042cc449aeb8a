package io.griot.infra.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The project's script in its own folder, already built, with stand-ins for all programs that reach
 * AWS or take minutes. They record their calls, and do what a test sets.
 */
final class Verbs {
  static final String KEY = "admin_thefirstkey";

  private static final long DEADLINE_SECONDS = 180;
  private static final List<String> STAND_INS =
      List.of(
          "aws",
          "docker",
          "mvn",
          "npm",
          "chromium",
          "chromium-headless-shell",
          "chromedriver",
          "ffmpeg",
          "ffprobe");
  private static final List<String> TOOLS =
      List.of(
          "bash", "cat", "cksum", "cut", "dirname", "env", "find", "grep", "head", "id", "mkdir",
          "mv", "rm", "sed", "sh", "sort", "touch", "tr", "xargs");
  private static final String STAND_IN =
      """
      #!/bin/sh
      name=${0##*/}
      echo "$name $*" >> "$STAND_INS/calls"
      if [ -f "$STAND_INS/$name.sh" ]; then . "$STAND_INS/$name.sh"; fi
      """;

  /** Writes templates with the names of their stacks, as the CDK does. */
  private static final String SYNTHESIS =
      """
      case $* in *GriotApp)
        mkdir -p "$CDK_OUTDIR"
        for stack in api hosts state; do
          touch "$CDK_OUTDIR/${GRIOT_PREFIX:-griot}-$stack.template.json"
        done ;;
      esac
      """;

  private final Path folder;
  private final Path programs;
  private final Path project;

  /** Prepares the normal case: everything works, and no key exists yet. */
  Verbs(Path folder) throws IOException {
    this.folder = folder;
    programs = Files.createDirectories(folder.resolve("bin"));
    project = Files.createDirectories(folder.resolve("project"));
    for (String tool : TOOLS) {
      program(programs.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(installed(tool)));
    }
    for (String name : STAND_INS) {
      standIn(programs.resolve(name));
    }
    standIn(folder.resolve("jdk/bin/java"));
    standIn(folder.resolve("jdk/bin/javac"));
    standIn(programs.resolve("uname"));
    standIn(project.resolve("infra-cdk/node_modules/.bin/cdk"));
    Files.createDirectories(project.resolve("infra-cdk/target"));
    Files.writeString(project.resolve("infra-cdk/target/griot-infra-cdk-1-SNAPSHOT.jar"), "");
    Files.writeString(project.resolve("infra-cdk/target/classpath"), "classes");
    Files.copy(Path.of("..", "griot"), project.resolve("griot"));
    copyScripts("local-stack");
    copyScripts("infra-cdk");
    Files.createDirectories(project.resolve("operator/target"));
    Files.writeString(project.resolve("operator/target/griot-operator-1-SNAPSHOT.jar"), "");
    Files.writeString(project.resolve("operator/target/classpath"), "classes");
    noteAsBuilt();
    does("javac", "echo javac 25.0.1");
    does("uname", "echo aarch64");
    does("aws", "case $1 in sts) echo 123456789012 ;; lambda) echo 1000 ;; esac");
    does("java", SYNTHESIS + "case $* in *FirstAdminKey*) echo " + KEY + " ;; esac");
  }

  private void copyScripts(String module) throws IOException {
    Path from = Path.of("..", module, "scripts");
    Path to = project.resolve(module).resolve("scripts");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Marks the project as built, with the script's own means. */
  private void noteAsBuilt() throws IOException {
    String note = ". local-stack/scripts/build.sh; mkdir -p target; fingerprint >target/built";
    Process process =
        new ProcessBuilder("bash", "-euc", "STATE=.griot; " + note)
            .directory(project.toFile())
            .inheritIO()
            .start();
    assertThat(process.onExit().join().exitValue()).isZero();
  }

  /** Sets a shell script that a stand-in runs besides recording its call. */
  void does(String program, String script) throws IOException {
    Files.writeString(folder.resolve(program + ".sh"), script + "\n");
  }

  /** Writes a file of the project. */
  void writes(String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }

  void isNotInstalled(String program) throws IOException {
    Files.delete(programs.resolve(program));
  }

  /** The output and status of a run. */
  record Run(int status, String output) {}

  /** Runs a verb with this typed input. */
  Run run(String typed, Map<String, String> settings, String... verb) throws Exception {
    List<String> command = Stream.concat(Stream.of("./griot"), Stream.of(verb)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", programs.toString());
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("STAND_INS", folder.toString());
    environment.putAll(settings);
    Process process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(typed.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  /** The calls of programs that concern AWS, in order, without the class path. */
  List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    if (Files.notExists(calls)) {
      return List.of();
    }
    return Files.readAllLines(calls).stream()
        .filter(call -> call.matches("(aws|docker|cdk|java|mvn) .*"))
        .map(call -> call.replaceFirst("-cp \\S+ ", ""))
        .toList();
  }

  private static void standIn(Path program) throws IOException {
    program(program, STAND_IN);
  }

  private static void program(Path program, String script) throws IOException {
    Files.createDirectories(program.getParent());
    Files.writeString(program, script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static Path installed(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(part -> Path.of(part, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + tool + " on this machine"));
  }
}
