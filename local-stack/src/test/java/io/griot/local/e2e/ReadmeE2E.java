package io.griot.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.local.aws.Loopback;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs the README's first message and automatic answer in a shell, as a newcomer would paste them.
 */
class ReadmeE2E {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern PROGRAM = Pattern.compile("```js\\n(.*?)```", Pattern.DOTALL);

  @RegisterExtension
  final WholeStack griot =
      WholeStack.withHost().settings(Map.of("GRIOT_WEBHOOKS_TO_LOOPBACK", "true"));

  @Test
  void leadsToTheFirstMessageAndItsAnswer() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<String> steps = steps(section(readme, "Your first message"));
    assertThat(steps).hasSize(6);
    assertThat(callsOfOperators()).isNotEmpty().allMatch(call -> steps.getFirst().contains(call));
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      String key = griot.stack().mintKey(new CustomerId("customer"), Environment.TEST);

      assertThat(run(key, steps.get(0))).contains("Session initiated successfully");
      String _ = griot.qr("shop"); // the code that is scanned next
      assertThat(run(key, steps.get(2))).contains("/pair/");
      assertThat(run(key, steps.get(1))).contains("\"success\":true,\"qr\":");
      assertThat(griot.folder().resolve("qr.png")).isNotEmptyFile();
      griot.awaitConnected("shop");
      assertThat(run(key, steps.get(3))).contains("session_connected");

      assertThat(run(key, steps.get(4))).contains("Your order is on its way.");
      griot.awaitConversation(customer, shop.id(), messages -> !messages.isEmpty());
      String answer = customer.write(shop.id(), "Thank you!");
      WholeStack.patiently().until(() -> run(key, steps.get(5)), it -> it.contains(answer));

      answersAutomatically(key, customer, section(readme, "Answer automatically"));
    }
  }

  /** Runs the README's receiver unchanged, except for its port. */
  private void answersAutomatically(String key, Phone customer, String section)
      throws IOException, InterruptedException {
    String port = Integer.toString(Loopback.freePort());
    Matcher program = PROGRAM.matcher(section);
    assertThat(program.find()).isTrue();
    Path file = griot.folder().resolve("answer.mjs");
    Files.writeString(file, program.group(1).replace("8000", port));
    Process receiver = process(key, "node", file.toString()).inheritIO().start();
    try {
      String call = steps(section).getFirst().replaceFirst("(?s).*?(?=curl )", "");
      assertThat(run(key, call.replace("8000", port))).contains("whsec_");
      // The API may take half a minute to notice the new webhook.
      WholeStack.patiently()
          .pollInterval(Duration.ofSeconds(2))
          .until(
              () -> {
                customer.write(Phone.SHOP + "@c.us", "Anybody there?");
                return customer.conversation(Phone.SHOP + "@c.us").toString();
              },
              shown -> shown.contains("We will be with you shortly."));
    } finally {
      receiver.destroy();
    }
  }

  /** The operator's first calls in OPERATING.md, which this README also has. */
  private static List<String> callsOfOperators() throws IOException {
    return Files.readString(Path.of("..", "docs", "OPERATING.md"))
        .lines()
        .filter(line -> line.startsWith("curl "))
        .toList();
  }

  private static String section(String readme, String title) {
    return readme.split("\n## " + title, 2)[1].split("\n## ", 2)[0];
  }

  private static List<String> steps(String section) {
    return BLOCK
        .matcher(section)
        .results()
        .map(MatchResult::group)
        .map(block -> block.replaceAll("```(sh)?", ""))
        .filter(block -> block.contains("curl "))
        .toList();
  }

  private String run(String key, String step) throws IOException, InterruptedException {
    Process process =
        process(key, "bash", "-e", "-c", step)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(step).isZero();
    return output;
  }

  private ProcessBuilder process(String key, String... command) {
    ProcessBuilder process = new ProcessBuilder(command).directory(griot.folder().toFile());
    process.environment().put("GRIOT", withoutSlash(griot.stack().apiAddress()));
    process.environment().put("PHONES", withoutSlash(griot.stack().sandboxAddress()));
    process.environment().put("KEY", key);
    return process;
  }

  private static String withoutSlash(URI address) {
    return address.toString().replaceFirst("/$", "");
  }
}
