package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DryRunsTest {
  @Test
  void saysUntilWhenThePaceWouldHoldASend() {
    Reply page =
        Reply.json(200, Json.MAPPER.createObjectNode().put("wouldSend", true).putNull("hold"))
            .with("X-Command-Id", "one");

    Reply reply = DryRuns.held(page, Instant.ofEpochMilli(1_767_225_659_001L));

    assertThat(new String(reply.body(), UTF_8))
        .isEqualTo("{\"wouldSend\":true,\"hold\":{\"until\":1767225660,\"reason\":\"pace\"}}");
    assertThat(reply.headers()).isEqualTo(page.headers());
  }

  @Test
  void leavesWhatIsNoAnswerAsItIs() {
    Reply refused = Replies.of(new ApiFailure(FailureCode.CHAT_NOT_FOUND));

    assertThat(DryRuns.held(refused, Instant.EPOCH)).isSameAs(refused);
  }
}
