package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Uses the API's document as a developer does: lints it, generates and compiles clients, sends and
 * reads. The clients get only the document's URL and a key.
 */
@ExtendWith(StageExtension.class)
class GeneratedClientsContractE2E {
  private static final Path SOURCES = Path.of("clients").toAbsolutePath();
  private static final Path TARGET = Path.of("target", "clients").toAbsolutePath();
  private static final String NODE_PROGRAMS = SOURCES + "/node_modules/.bin/";
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("GRIOT_PYTHON")).orElse("/usr/bin/python3");

  @Test
  void theStrictestLinterHasNothingToSay(Stage stage) throws IOException {
    Map<String, String> quiet =
        Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    for (String language : List.of("en", "fr")) {
      Path file = description(stage, language);
      String config = "--config=" + SOURCES.resolve("redocly.yaml");

      JsonNode report =
          Json.readObject(
              Programs.output(
                  quiet,
                  List.of(NODE_PROGRAMS + "redocly", "lint", config, "--format=json", "" + file)));

      assertThat(report.path("problems")).isEmpty();
      assertThat(report.at("/totals/ignored").asInt(-1)).isZero();
    }
  }

  @Test
  void aTypeScriptClientSends(Stage stage) throws IOException {
    Path folder = generate(stage, "typescript-fetch");
    Files.copy(SOURCES.resolve("src/send.ts"), folder.resolve("send.ts"));
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"commonjs\"}");
    Files.writeString(
        folder.resolve("tsconfig.json"),
        "{\"compilerOptions\": {\"strict\": true, \"target\": \"es2022\", \"module\": \"nodenext\", "
            + "\"lib\": [\"es2022\", \"dom\", \"dom.iterable\"], \"types\": [], \"outDir\": \"js\"}}");

    Programs.output(Map.of(), List.of(NODE_PROGRAMS + "tsc", "--project", folder.toString()));

    assertSends(stage, Map.of(), List.of("node", folder.resolve("js/send.js").toString()));
  }

  @Test
  void aPythonClientSends(Stage stage) throws IOException {
    String pydantic =
        Programs.output(
            Map.of(), List.of(PYTHON, "-c", "import pydantic; print(pydantic.VERSION)"));
    String generator = pydantic.startsWith("1.") ? "python-pydantic-v1" : "python";
    Path client = generate(stage, generator).resolve("client");

    Programs.output(
        Map.of(), List.of(PYTHON, "-m", "compileall", "-q", client + "/openapi_client"));

    Map<String, String> environment =
        Map.of(
            "PYTHONPATH",
            client + ":" + SOURCES.resolve("python-path"),
            "DESCRIPTION",
            description(stage, "en").toString());
    String examples =
        Programs.output(environment, List.of(PYTHON, SOURCES + "/src/examples.py")).strip();
    assertThat(Integer.parseInt(examples)).isGreaterThan(1000);
    assertSends(stage, environment, List.of(PYTHON, SOURCES + "/src/send.py"));
  }

  @Test
  void aPhpClientSends(Stage stage) throws IOException {
    Path client = generate(stage, "php").resolve("client");

    assertSends(
        stage, Map.of("CLIENT", client.toString()), List.of("php", SOURCES + "/src/send.php"));
  }

  private static Path description(Stage stage, String language) throws IOException {
    Path file = Files.createDirectories(TARGET).resolve("openapi." + language + ".json");
    return Files.writeString(file, stage.api.get("/openapi.json?lang=" + language).text());
  }

  /** A folder that contains only the generated {@code client}. */
  private static Path generate(Stage stage, String generator) throws IOException {
    Path folder = TARGET.resolve(generator);
    forget(folder);
    Programs.output(
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            TARGET.resolve("openapi-generator-cli.jar").toString(),
            "generate",
            "--input-spec=" + stage.address("/openapi.json"),
            "--generator-name=" + generator,
            "--output=" + folder.resolve("client")));
    return folder;
  }

  /** Deletes the results of earlier runs, which could hide that something is missing. */
  private static void forget(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Asserts that the program's message is on the phone, and that it read it back. */
  private static void assertSends(
      Stage stage, Map<String, String> environment, List<String> command) {
    Phone reader = stage.newPhone("Reader");
    String text = "Written by " + command.getFirst();
    Map<String, String> all = new HashMap<>(environment);
    all.put("KEY", stage.key("customer"));
    all.put("SESSION", Stage.SESSION);
    all.put("CHAT", reader.id());
    all.put("TEXT", text);

    ObjectNode read = Json.readObject(Programs.output(all, command));

    JsonNode message =
        Stage.patiently()
            .until(() -> reader.conversation(stage.shop.id()), messages -> !messages.isEmpty())
            .getFirst();
    assertThat(message.path("body").asText()).isEqualTo(text);
    String id = message.path("id").asText();
    assertThat(read.path("sent").asText()).isEqualTo(id);
    assertThat(read.path("fetched").valueStream().map(JsonNode::asText)).containsExactly(id);
    assertThat(read.path("state").asText()).isEqualTo("CONNECTED");
    assertThat(read.path("groups")).isNotEmpty().allMatch(size -> size.asInt() > 0);
    assertThat(read.path("contacts").asInt()).isPositive();
  }
}
