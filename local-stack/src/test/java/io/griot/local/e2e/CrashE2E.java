package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that dies in the middle of its work loses nothing and repeats nothing. */
class CrashE2E {
  private static final int SENDS = 60;
  private static final Map<String, String> QUICK_LEASES =
      Map.of("GRIOT_LEASE_DURATION", "6s", "GRIOT_LEASE_RENEWAL", "2s");

  @TempDir Path folder;

  @Test
  void sendsEveryAcceptedMessageOnceWhenTheHostIsKilledAndComesBack() throws Exception {
    dieWhileSending("same-host", "same-host");
  }

  @Test
  void sendsEveryAcceptedMessageOnceWhenAnotherHostTakesOver() throws Exception {
    dieWhileSending("first-host", "second-host");
  }

  private void dieWhileSending(String first, String second) throws Exception {
    try (Griot griot =
            Griot.startWithoutHost(LocalStackConfig.in(folder).withSettings(QUICK_LEASES));
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      HostProcess dying = new HostProcess(griot.stack.hostSettings(), folder.resolve(first));
      griot.pair("shop", shop);
      griot.awaitCheckpoint("shop");
      List<String> commands = new ArrayList<>();
      for (int i = 0; i < SENDS; i++) {
        if (i == SENDS / 2) {
          awaitFirstOutcomes(griot, commands);
          dying.kill();
        }
        commands.add(accept(griot, customer, "message " + i));
      }
      Griot.patiently().until(() -> dying.browsers().isEmpty());

      try (HostProcess next = new HostProcess(griot.stack.hostSettings(), folder.resolve(second))) {
        for (String command : commands) {
          Answer outcome =
              griot.awaitAnswer(
                  command, answer -> !answer.body().path("status").asText().equals("pending"));
          assertThat(outcome.body().path("status").asText())
              .as(outcome.text())
              .isEqualTo("succeeded");
        }
        assertThat(next.browsers()).isNotEmpty();
      }
      Map<String, Long> shown =
          customer.conversation(shop.id()).stream()
              .map(message -> message.path("body").asText())
              .filter(text -> text.startsWith("message "))
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(shown).hasSize(SENDS).allSatisfy((text, times) -> assertThat(times).isOne());
    }
  }

  /** Some are done and others are not: the moment to die. */
  private static void awaitFirstOutcomes(Griot griot, List<String> commands) {
    griot.awaitAnswer(
        commands.get(2), answer -> answer.body().path("status").asText().equals("succeeded"));
  }

  private static String accept(Griot griot, Phone customer, String text) {
    Answer answer =
        griot.api.send(
            "POST",
            "/client/sendMessage/shop",
            ApiClient.text(customer.id(), text).toString(),
            Map.of("prefer", "respond-async"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.location().orElseThrow();
  }
}
