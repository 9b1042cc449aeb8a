package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A newcomer's first five minutes. */
class FirstMessageE2E {
  private static final String SESSION = "shop";

  @RegisterExtension final WholeStack griot = WholeStack.withHost();

  @Test
  void pairsSendsAndReadsTheAnswer() throws Exception {
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      ObjectNode status = griot.api().get("/session/status/" + SESSION).body();
      JsonNode _ = status.remove("catchingUp"); // present while it receives its backlog
      assertThat(status)
          .isEqualTo(
              Json.readObject(
                  "{\"success\":false,\"state\":null,\"message\":\"session_not_found\"}"));

      griot.pair(SESSION, shop);

      assertThat(griot.api().get("/session/qr/" + SESSION).body())
          .isEqualTo(
              Json.readObject(
                  "{\"success\":false,\"message\":\"qr code not ready or already scanned\"}"));
      assertThat(griot.api().get("/session/status/" + SESSION).body())
          .isEqualTo(
              Json.readObject(
                  "{\"success\":true,\"state\":\"CONNECTED\",\"message\":\"session_connected\"}"));
      assertThat(shop.devices()).hasSize(1);

      JsonNode sent = griot.send(SESSION, customer.id(), "Your order is on its way.");
      assertThat(sent.path("id").path("fromMe").asBoolean()).isTrue();
      assertThat(sent.path("body").asText()).isEqualTo("Your order is on its way.");
      String sentId = sent.path("id").path("id").asText();
      griot.awaitConversation(
          customer,
          shop.id(),
          messages ->
              messages.stream().anyMatch(message -> message.path("id").asText().equals(sentId)));

      String answerId = customer.write(shop.id(), "Thank you!");
      List<String> ids =
          WholeStack.patiently()
              .until(() -> fetchedIds(customer.id()), fetched -> fetched.contains(answerId));
      assertThat(ids).containsSubsequence(sentId, answerId);
      assertThat(fetchedIds(customer.lid())).isEqualTo(ids);
    }
  }

  private List<String> fetchedIds(String chatId) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("chatId", chatId);
    body.putObject("searchOptions").put("limit", 10);
    Answer answer = griot.api().post("/chat/fetchMessages/" + SESSION, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer
        .body()
        .path("messages")
        .valueStream()
        .map(message -> message.path("id").path("id").asText())
        .toList();
  }
}
