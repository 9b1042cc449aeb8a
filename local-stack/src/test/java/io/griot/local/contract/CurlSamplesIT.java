package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.local.gateway.ApiFixture;
import io.griot.local.gateway.StandInLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every call in the document as it is written, in a shell; each must be accepted. */
class CurlSamplesIT {
  /**
   * Statuses of calls that are wrong themselves. The things they name (a command, a chat) do not
   * exist.
   */
  private static final Set<Integer> WRONG_CALL = Set.of(0, 400, 403, 405, 413, 422, 500, 503);

  /**
   * Operations that would wait for the session's host, which changes nothing here, or that need an
   * unlinked session.
   */
  private static final Set<String> WITHOUT_HOST =
      Set.of(
          "sessionPairingLink",
          "sessionStart",
          "sessionStartWith",
          "sessionStop",
          "sessionTerminate",
          "sessionTerminateAll");

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @RegisterExtension static final ApiFixture api = ApiFixture.with(CurlSamplesIT::example);

  static Stream<Operation> operations() {
    return Documented.customers();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void runs(Operation operation) throws Exception {
    String customer = operation.id().toLowerCase(Locale.ROOT);
    boolean hasHost = !WITHOUT_HOST.contains(operation.id());
    String key = hasHost ? api.connected(customer, "main") : api.key(customer);
    if (!hasHost && !operation.id().startsWith("sessionStart")) {
      String started = run("curl -s -H \"x-api-key: $KEY\" $GRIOT/session/start/main", key);
      assertThat(started).contains("\"success\":true");
    }
    if (operation.id().equals("sessionRestart")) {
      // Otherwise the call would wait for the restart: this host has no browser.
      api.host().restarted(ApiFixture.session(customer, "main"));
    }
    if (operation.id().equals("webhookTest")) {
      String address = "{\"url\":\"https://receiver.invalid/\"}";
      run("curl -s -X PUT -H \"x-api-key: $KEY\" -d '" + address + "' $GRIOT/webhook/main", key);
    }
    if (operation.id().equals("eventsGet")) {
      // Otherwise the call would wait, because nothing happens here.
      try (StandInLogs logs = new StandInLogs(api)) {
        logs.append(customer, "main", "hello");
      }
    }
    List<String> samples = samples(operation);
    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      String output = run(sample + " -s -w '\\n%{http_code}'", key);
      int status = Integer.parseInt(output.substring(output.lastIndexOf('\n') + 1));

      assertThat(WRONG_CALL).as("%s%n%s", sample, output).doesNotContain(status);
      if (status == FailureCode.ROUTE_NOT_FOUND.httpStatus()) {
        assertThat(output).doesNotContain(FailureCode.ROUTE_NOT_FOUND.text());
      }
    }
  }

  private static String run(String sample, String key) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", sample).redirectErrorStream(true);
    shell.environment().put("GRIOT", api.address().toString().replaceFirst("/$", ""));
    shell.environment().put("KEY", key);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static List<String> samples(Operation operation) throws IOException {
    List<String> samples = new ArrayList<>();
    Json.MAPPER
        .readTree(Catalogue.document(false))
        .path("paths")
        .path(operation.path().text())
        .path(operation.method().toLowerCase(Locale.ROOT))
        .path("x-codeSamples")
        .forEach(sample -> samples.add(sample.path("source").asText()));
    return samples;
  }

  /** Answers with the document's example. */
  private static Outcome example(Command command) {
    try {
      JsonNode operation =
          Json.MAPPER
              .readTree(Catalogue.document(false))
              .path("paths")
              .valueStream()
              .flatMap(JsonNode::valueStream)
              .filter(it -> it.path("operationId").asText().equals(command.operation()))
              .findFirst()
              .orElseThrow();
      JsonNode content = operation.at("/responses/200/content/application~1json");
      if (content.isMissingNode()) {
        return new Outcome.Succeeded(Json.MAPPER.createObjectNode(), Duration.ZERO); // a file
      }
      JsonNode answer =
          content.has("example")
              ? content.get("example")
              : content.path("examples").iterator().next().path("value");
      return new Outcome.Succeeded(Json.readObject(answer.toString()), Duration.ZERO);
    } catch (IOException e) {
      return new Outcome.Failed(FailureCode.INTERNAL, e.toString());
    }
  }
}
