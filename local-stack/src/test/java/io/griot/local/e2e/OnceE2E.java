package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A repeated request takes effect once. */
class OnceE2E {
  private static final String SEND = "/client/sendMessage/shop";

  @RegisterExtension static final WholeStack griot = WholeStack.withHost();

  @Test
  void answersARepeatedIdempotencyKeyWithoutDoingItAgain() throws Exception {
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      String body = ApiClient.text(customer.id(), "once").toString();
      Map<String, String> key = Map.of("idempotency-key", "order-4711");

      Answer first = griot.api().send("POST", SEND, body, key);
      Answer second = griot.api().send("POST", SEND, body, key);

      assertThat(first.status()).as(first.text()).isEqualTo(200);
      assertThat(second.text()).isEqualTo(first.text());
      Answer other =
          griot.api().send("POST", SEND, ApiClient.text(customer.id(), "other").toString(), key);
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.body().path("error").asText()).isEqualTo("idempotency_key_reused");
      griot.send("shop", customer.id(), "afterwards");
      var shown =
          griot.awaitConversation(
              customer,
              shop.id(),
              messages ->
                  messages.stream().anyMatch(m -> m.path("body").asText().equals("afterwards")));
      assertThat(shown)
          .extracting(message -> message.path("body").asText())
          .filteredOn(text -> text.equals("once") || text.equals("other"))
          .containsExactly("once");
    }
  }

  @Test
  void answersAtOnceWhenAskedAndTellsTheOutcomeLater() throws Exception {
    try (Phone shop = griot.newPhone("237690000081", "Later");
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("later", shop);

      Answer accepted =
          griot
              .api()
              .send(
                  "POST",
                  "/client/sendMessage/later",
                  ApiClient.text(customer.id(), "later").toString(),
                  Map.of("prefer", "respond-async"));

      assertThat(accepted.status()).isEqualTo(202);
      String location = accepted.location().orElseThrow();
      JsonNode outcome =
          griot
              .awaitAnswer(location, answer -> answer.body().has("answer") || answer.status() > 202)
              .body();
      assertThat(outcome.toString()).contains("later");
    }
  }
}
