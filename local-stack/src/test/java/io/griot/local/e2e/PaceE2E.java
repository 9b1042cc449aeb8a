package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of many messages at once a burst is sent; the rest waits for its turn and keeps its order. */
class PaceE2E {
  private static final int BURST = 20;
  private static final int SENDS = 25;
  private static final String WORD = "number ";

  /** Longer than the test: held messages stay held until the settings change. */
  private static final int NEVER_MILLIS = 3_600_000;

  @RegisterExtension final WholeStack griot = WholeStack.withHost();

  @Test
  void sendsABurstHoldsTheRestAndBringsAllOfItInOrder() throws Exception {
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      set(1500, BURST);
      Instant before = Instant.now();
      List<Answer> accepted = IntStream.range(0, SENDS).mapToObj(i -> accept(customer, i)).toList();
      expectTheRestToHaveItsTurn(accepted, before);

      griot.stack().stopHost();
      griot.stack().startHost();

      List<JsonNode> shown =
          griot.awaitConversation(
              customer, shop.id(), messages -> numbers(messages).size() >= SENDS);
      assertThat(numbers(shown))
          .containsExactlyElementsOf(IntStream.range(0, SENDS).mapToObj(i -> WORD + i).toList());
      Answer last = griot.awaitAnswer(report(accepted.getLast()), PaceE2E::isEnded);
      assertThat(last.body().path("answerStatus").asInt()).as(last.text()).isEqualTo(200);

      expectReadsToPassAndWhatIsTooLateToBeRefused(customer);
    }
  }

  /**
   * The last message's turn is five intervals after the first one's. If accepting takes that long,
   * nothing is held any more; the other expectation checks that something is held, and for how
   * long.
   */
  private static void expectTheRestToHaveItsTurn(List<Answer> accepted, Instant before) {
    assertThat(accepted.subList(0, BURST))
        .allSatisfy(answer -> assertThat(answer.body().has("heldUntil")).isFalse());
    JsonNode last = accepted.getLast().body();
    Instant turn = before.plusMillis(1500L * (SENDS - BURST));
    if (last.has("heldUntil")) {
      assertThat(last.path("heldUntil").asLong()).isGreaterThanOrEqualTo(turn.getEpochSecond());
    } else {
      assertThat(Instant.now()).isAfterOrEqualTo(turn);
    }
  }

  private void expectReadsToPassAndWhatIsTooLateToBeRefused(Phone customer) {
    set(NEVER_MILLIS, 1);
    Answer first = accept(customer, SENDS);
    assertThat(griot.awaitAnswer(report(first), PaceE2E::isEnded).body().path("status").asText())
        .isEqualTo("succeeded");
    Answer held = accept(customer, SENDS + 1);

    Answer read =
        griot
            .api()
            .post(
                "/chat/fetchMessages/shop",
                Json.MAPPER.createObjectNode().put("chatId", customer.id()));
    Answer refused =
        griot
            .api()
            .send(
                "POST",
                "/client/sendMessage/shop",
                ApiClient.text(customer.id(), "too late").toString(),
                Map.of("command-expires-in", "60"));

    assertThat(read.status()).as(read.text()).isEqualTo(200);
    assertThat(griot.api().get(report(held)).body()).isEqualTo(held.body());
    assertThat(held.body().path("heldBecause").asText()).isEqualTo("pace");
    assertThat(refused.status()).as(refused.text()).isEqualTo(429);
    assertThat(refused.body().path("error").asText()).startsWith("too_many_requests");
  }

  private static String report(Answer accepted) {
    return "/commands/" + accepted.body().path("commandId").asText();
  }

  private static boolean isEnded(Answer answer) {
    return !answer.body().path("status").asText().equals("pending");
  }

  private void set(int intervalMillis, int burst) {
    String settings =
        Json.MAPPER
            .createObjectNode()
            .put("intervalMillis", intervalMillis)
            .put("burst", burst)
            .toString();
    Answer set = griot.api().send("PUT", "/sending/shop", settings, Map.of());
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  private Answer accept(Phone to, int number) {
    Answer answer =
        griot
            .api()
            .send(
                "POST",
                "/client/sendMessage/shop",
                ApiClient.text(to.id(), WORD + number).toString(),
                Map.of("prefer", "respond-async"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer;
  }

  private static List<String> numbers(List<? extends JsonNode> messages) {
    return messages.stream()
        .map(message -> message.path("body").asText())
        .filter(text -> text.startsWith(WORD))
        .toList();
  }
}
