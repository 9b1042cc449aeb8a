package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.functions.command.Held;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DryRunsTest {
  @Test
  void saysUntilWhenThePaceWouldHoldASend() {
    Reply page =
        Reply.json(200, Json.MAPPER.createObjectNode().put("wouldSend", true).putNull("hold"))
            .with("X-Command-Id", "one");

    Held hold = new Held(Instant.ofEpochMilli(1_767_225_659_001L), HeldBecause.PACE);
    Reply reply = DryRuns.held(page, hold);

    assertThat(new String(reply.body(), UTF_8))
        .isEqualTo("{\"wouldSend\":true,\"hold\":{\"until\":1767225660,\"reason\":\"pace\"}}");
    assertThat(reply.headers()).isEqualTo(page.headers());
  }

  @Test
  void knowsALimitOfTheAccountFromOtherRefusals() {
    assertThat(limit("{'refusal':{'error':'restricted_new_chats','detail':'until 1767225660'}}"))
        .isEqualTo("restricted_new_chats: until 1767225660");
    assertThat(limit("{'refusal':{'error':'chat_not_found','detail':''}}")).isEmpty();
    assertThat(limit("{'refusal':null}")).isEmpty();
    assertThat(DryRuns.limit(new Outcome.Failed(FailureCode.OVERLOADED))).isEmpty();
  }

  private static String limit(String answer) {
    Outcome outcome =
        new Outcome.Succeeded(Json.readObject(answer.replace('\'', '"')), Duration.ZERO);
    return DryRuns.limit(outcome).map(ApiFailure::error).orElse("");
  }

  @Test
  void leavesWhatIsNoAnswerAsItIs() {
    Reply refused = Replies.of(new ApiFailure(FailureCode.CHAT_NOT_FOUND));

    assertThat(DryRuns.held(refused, new Held(Instant.EPOCH, HeldBecause.PACE))).isSameAs(refused);
  }
}
