package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.HostProcess;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was accepted for a chat arrives there once, in the order of acceptance, and has an outcome,
 * wherever it waited and whatever became of the host that took it.
 */
class OrderE2E {
  private static final int SENDS = 40;
  private static final int BEFORE = 5;
  private static final String WORD = "number ";
  private static final Map<String, String> QUICK_LEASES =
      Map.of("GRIOT_LEASE_DURATION", "6s", "GRIOT_LEASE_RENEWAL", "2s");

  @TempDir Path folder;

  @Test
  void keepsTheOrderWhenTheStackIsStoppedWithCommandsWaiting() throws Exception {
    LocalStackConfig config = onTheSamePortEveryTime();
    List<String> commands = new ArrayList<>();
    try (Griot griot = Griot.start(config);
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      commands.addAll(accept(griot, customer, 0, BEFORE));
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(griot.stack::stopHost);
      commands.addAll(accept(griot, customer, BEFORE, SENDS / 2));
      stopping.join();
      commands.addAll(accept(griot, customer, SENDS / 2, SENDS));
      assertThat(numbersAt(customer, shop)).as("commands that wait").hasSizeLessThan(SENDS);
    }
    try (Griot griot = Griot.start(config);
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      expectAllInOrder(griot, customer, shop);
      commands.forEach(command -> expectSuccess(griot, command));
    }
  }

  @Test
  void keepsTheOrderWhenTheSessionMovesToAnotherHost() throws Exception {
    moveWhileSending(HostProcess::close);
  }

  @Test
  void keepsTheOrderWhenTheHostDies() throws Exception {
    moveWhileSending(HostProcess::kill);
  }

  private interface Ending {
    void end(HostProcess host) throws InterruptedException;
  }

  private void moveWhileSending(Ending ending) throws Exception {
    try (Griot griot =
            Griot.startWithoutHost(LocalStackConfig.in(folder).withSettings(QUICK_LEASES));
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER);
        ExecutorService ends = Executors.newSingleThreadExecutor();
        HostProcess first = new HostProcess(griot.stack.hostSettings(), folder.resolve("first"))) {
      griot.pair("shop", shop);
      griot.awaitCheckpoint("shop");
      try (HostProcess second =
          new HostProcess(griot.stack.hostSettings(), folder.resolve("second"))) {
        Griot.patiently().until(second::isWarm);
        assertThat(second.browsers()).isEmpty();
        List<String> commands = new ArrayList<>(accept(griot, customer, 0, BEFORE));
        Future<?> ended =
            ends.submit(() -> {
              ending.end(first);
              return true;
            });
        commands.addAll(accept(griot, customer, BEFORE, SENDS));
        expectAllInOrder(griot, customer, shop);
        ended.get();
        assertThat(second.browsers()).isNotEmpty();
        Griot.patiently().until(() -> first.browsers().isEmpty());
        commands.forEach(command -> expectSuccess(griot, command));
      }
    }
  }

  private static void expectSuccess(Griot griot, String command) {
    Answer outcome = griot.awaitAnswer(command, answer -> !isPending(answer));
    assertThat(outcome.body().path("status").asText()).as(outcome.text()).isEqualTo("succeeded");
  }

  private static boolean isPending(Answer answer) {
    return answer.body().path("status").asText().equals("pending");
  }

  /** Answers where each command's outcome will be. */
  private static List<String> accept(Griot griot, Phone customer, int from, int to) {
    List<String> commands = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Answer answer =
          griot.api.send(
              "POST",
              "/client/sendMessage/shop",
              ApiClient.text(customer.id(), WORD + i).toString(),
              Map.of("prefer", "respond-async"));
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      commands.add(answer.location().orElseThrow());
    }
    return commands;
  }

  private static void expectAllInOrder(Griot griot, Phone customer, Phone shop) {
    List<JsonNode> shown =
        griot.awaitConversation(customer, shop.id(), messages -> numbers(messages).size() >= SENDS);
    assertThat(numbers(shown))
        .containsExactlyElementsOf(IntStream.range(0, SENDS).mapToObj(i -> WORD + i).toList());
  }

  private static List<String> numbersAt(Phone phone, Phone other) {
    return numbers(phone.conversation(other.id()));
  }

  private static List<String> numbers(List<? extends JsonNode> messages) {
    return messages.stream()
        .map(message -> message.path("body").asText())
        .filter(text -> text.startsWith(WORD))
        .toList();
  }

  /** A page keeps its credentials for its own address: another port is another WhatsApp. */
  private LocalStackConfig onTheSamePortEveryTime() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return LocalStackConfig.in(folder)
          .withSandbox(SandboxConfig.in(folder.resolve("sandbox")).withPort(free.getLocalPort()));
    }
  }
}
