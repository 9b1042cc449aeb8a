package io.griot.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first message, run by a shell as a newcomer would paste it. */
class ReadmeE2E {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void leadsToTheFirstMessageAndItsAnswer() throws Exception {
    List<String> steps =
        BLOCK
            .matcher(Files.readString(Path.of("..", "README.md")))
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceAll("```(sh)?", ""))
            .filter(block -> block.contains("curl "))
            .toList();
    assertThat(steps).hasSize(5);
    try (Griot griot = Griot.start(folder.resolve("stack"));
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      String key = griot.stack.mintKey(new CustomerId("customer"), Environment.TEST);

      assertThat(run(griot, key, steps.get(0))).contains("Session initiated successfully");
      String qr = griot.qr("shop");
      assertThat(run(griot, key, steps.get(1))).contains("\"success\":true,\"qr\":");
      assertThat(folder.resolve("qr.png")).isNotEmptyFile();
      shop.scan(qr);
      griot.awaitConnected("shop");
      assertThat(run(griot, key, steps.get(2))).contains("session_connected");

      assertThat(run(griot, key, steps.get(3))).contains("Your order is on its way.");
      griot.awaitConversation(customer, shop.id(), messages -> !messages.isEmpty());
      String answer = customer.write(shop.id(), "Thank you!");
      Griot.patiently().until(() -> run(griot, key, steps.get(4)), it -> it.contains(answer));
    }
  }

  private String run(Griot griot, String key, String step)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-c", step)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    String address = griot.stack.apiAddress().toString();
    shell.environment().put("GRIOT", address.replaceFirst("/$", ""));
    shell.environment().put("KEY", key);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(step).isZero();
    return output;
  }
}
