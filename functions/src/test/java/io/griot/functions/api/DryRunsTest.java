package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.functions.command.Held;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunsTest {
  @Test
  void saysUntilWhenThePaceWouldHoldASend() {
    Reply page =
        Reply.json(200, Json.MAPPER.createObjectNode().put("wouldSend", true).putNull("hold"))
            .with("X-Command-Id", "one");

    Held hold = new Held(Instant.ofEpochMilli(1_767_225_659_001L), HeldBecause.PACE);
    Reply reply = DryRuns.held(page, hold, Instant.MAX);

    assertThat(new String(reply.body(), UTF_8))
        .isEqualTo("{\"wouldSend\":true,\"hold\":{\"until\":1767225660,\"reason\":\"pace\"}}");
    assertThat(reply.headers()).isEqualTo(page.headers());
  }

  @Test
  void knowsWhatNeedNotWaitForTheEndOfARestriction() {
    assertThat(refusal("{'refusal':{'error':'restricted_new_chats','detail':'until 1767225660'}}"))
        .isEqualTo("restricted_new_chats: until 1767225660");
    assertThat(refusal("{'refusal':{'error':'chat_not_found','detail':''}}"))
        .isEqualTo("Chat not Found");
    assertThat(refusal("{'refusal':{'error':'contact_blocked','detail':''}}")).isEmpty();
    assertThat(refusal("{'refusal':null}")).isEmpty();
    assertThat(DryRuns.refusal(new Outcome.Failed(FailureCode.OVERLOADED))).isEmpty();
  }

  private static String refusal(String answer) {
    Outcome outcome =
        new Outcome.Succeeded(Json.readObject(answer.replace('\'', '"')), Duration.ZERO);
    return DryRuns.refusal(outcome).map(ApiFailure::error).orElse("");
  }

  @Test
  void refusesWhatItWouldHoldForTooLong() {
    Reply page =
        Reply.json(200, Json.MAPPER.createObjectNode().put("wouldSend", true).putNull("hold"));
    Instant end = Instant.ofEpochSecond(1_767_225_660);

    assertThat(body(DryRuns.held(page, new Held(end, HeldBecause.PACE), end.minusMillis(1))))
        .isEqualTo(
            "{\"wouldSend\":false,\"hold\":null,"
                + "\"refusal\":{\"error\":\"too_many_requests\",\"detail\":\"until 1767225660\"}}");
  }

  @Test
  void holdsNothingThatALimitRefuses() {
    Reply refused =
        Reply.json(
            200,
            Json.readObject(
                "{\"wouldSend\":false,\"refusal\":{\"error\":\"restricted_new_chats\"}}"));
    Held restricted = new Held(Instant.ofEpochSecond(9), HeldBecause.RESTRICTION);

    assertThat(DryRuns.held(refused, restricted, Instant.MAX)).isSameAs(refused);
  }

  @Test
  void keepsABanWithoutAnEndBeforeThePace() {
    Reply banned = Reply.json(200, DryRuns.notAsked());
    Held paced = new Held(Instant.ofEpochSecond(9), HeldBecause.PACE);
    Held restricted = new Held(Instant.ofEpochSecond(9), HeldBecause.RESTRICTION);

    assertThat(DryRuns.held(banned, paced, Instant.MAX)).isSameAs(banned);
    assertThat(body(DryRuns.held(banned, restricted, Instant.MAX)))
        .contains("\"hold\":{\"until\":9,\"reason\":\"restriction\"}");
  }

  private static String body(Reply reply) {
    return new String(reply.body(), UTF_8);
  }

  @Test
  void asksOnlyForTheRecipientWhateverTheFieldIsCalled() {
    Catalogue catalogue = Catalogue.load();
    for (Operation operation : catalogue.operations().stream().filter(Operation::writes).toList()) {
      Operation instead = catalogue.dryRunOf(operation).orElseThrow();
      String field = operation.writesTo().getFirst();
      ObjectNode fields = Json.MAPPER.createObjectNode().put("messageId", "3EB0");
      operation.writesTo().forEach(name -> fields.put(name, name + "@c.us"));
      Addressed asked =
          new Addressed(fields, fields, Map.of("/" + field, List.of("old@c.us")), fields);

      Addressed foreseen = DryRuns.fieldsFor(operation, instead, asked);

      assertThat(foreseen.arguments().toString())
          .as("%s", operation)
          .isEqualTo("{\"chatId\":\"" + field + "@c.us\"}");
      assertThat(foreseen.alternatives()).isEqualTo(Map.of("/chatId", List.of("old@c.us")));
    }
  }

  @Test
  void leavesWhatIsNoAnswerAsItIs() {
    Reply refused = Replies.of(new ApiFailure(FailureCode.CHAT_NOT_FOUND));

    assertThat(DryRuns.held(refused, new Held(Instant.EPOCH, HeldBecause.PACE), Instant.MAX))
        .isSameAs(refused);
  }
}
