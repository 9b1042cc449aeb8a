package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.HostProcess;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A chat's accepted messages arrive once, in the order of acceptance, and each has an outcome,
 * wherever it waited and whatever happened to its host.
 */
class OrderE2E {
  private static final int SENDS = 40;
  private static final int BEFORE = 5;
  private static final String WORD = "number ";
  private static final Map<String, String> QUICK_LEASES =
      Map.of("GRIOT_LEASE_DURATION", "6s", "GRIOT_LEASE_RENEWAL", "2s");

  @RegisterExtension final WholeStack griot = WholeStack.withoutHost().settings(QUICK_LEASES);

  @Test
  void keepsTheOrderWhenTheStackIsStoppedWithCommandsWaiting() throws Exception {
    griot.stack().startHost();
    List<String> commands = new ArrayList<>();
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      commands.addAll(accept(customer, 0, BEFORE));
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(griot.stack()::stopHost);
      commands.addAll(accept(customer, BEFORE, SENDS / 2));
      stopping.join();
      commands.addAll(accept(customer, SENDS / 2, SENDS));
      assertThat(numbersAt(customer, shop)).as("commands that wait").hasSizeLessThan(SENDS);
    }
    griot.restart();
    griot.stack().startHost();
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      expectAllInOrder(customer, shop);
      commands.forEach(this::expectSuccess);
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
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER);
        ExecutorService ends = Executors.newSingleThreadExecutor();
        HostProcess first =
            new HostProcess(griot.stack().hostSettings(), griot.folder().resolve("first"))) {
      griot.pair("shop", shop);
      griot.awaitCheckpoint("shop");
      try (HostProcess second =
          new HostProcess(griot.stack().hostSettings(), griot.folder().resolve("second"))) {
        WholeStack.patiently().until(second::isWarm);
        assertThat(second.browsers()).isEmpty();
        List<String> commands = new ArrayList<>(accept(customer, 0, BEFORE));
        Future<?> ended =
            ends.submit(() -> {
              ending.end(first);
              return true;
            });
        commands.addAll(accept(customer, BEFORE, SENDS));
        expectAllInOrder(customer, shop);
        ended.get();
        assertThat(second.browsers()).isNotEmpty();
        WholeStack.patiently().until(() -> first.browsers().isEmpty());
        commands.forEach(this::expectSuccess);
      }
    }
  }

  private void expectSuccess(String command) {
    Answer outcome = griot.awaitAnswer(command, answer -> !isPending(answer));
    assertThat(outcome.body().path("status").asText()).as(outcome.text()).isEqualTo("succeeded");
  }

  private static boolean isPending(Answer answer) {
    return answer.body().path("status").asText().equals("pending");
  }

  /**
   * Sends messages.
   *
   * @return the locations of their outcomes
   */
  private List<String> accept(Phone customer, int from, int to) {
    List<String> commands = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Answer answer =
          griot
              .api()
              .send(
                  "POST",
                  "/client/sendMessage/shop",
                  ApiClient.text(customer.id(), WORD + i).toString(),
                  Map.of("prefer", "respond-async"));
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      commands.add(answer.location().orElseThrow());
    }
    return commands;
  }

  private void expectAllInOrder(Phone customer, Phone shop) {
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
}
