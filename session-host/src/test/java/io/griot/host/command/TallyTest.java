package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void countsAsFailedWhatCallersCouldNotHaveAvoided() {
    tally.ended(new Outcome.Succeeded(Json.MAPPER.createObjectNode(), Duration.ZERO));
    tally.ended(new Outcome.Failed(FailureCode.CHAT_NOT_FOUND));
    tally.ended(new Outcome.Failed(FailureCode.PAGE_FAILED));

    assertThat(tally.take()).isEqualTo(new Tally.Counts(2, 1, 0, Duration.ZERO));
  }

  @Test
  void keepsTheLongestWaitAndNoneBelowZero() {
    tally.began(Duration.ofMillis(-5));
    assertThat(tally.take().longestWait()).isZero();

    tally.began(Duration.ofSeconds(3));
    tally.began(Duration.ofSeconds(2));
    assertThat(tally.take().longestWait()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void beginsAnewEachTimeItIsAsked() {
    tally.ended(new Outcome.Failed(FailureCode.INTERNAL));
    tally.take();

    assertThat(tally.take()).isEqualTo(new Tally.Counts(0, 0, 0, Duration.ZERO));
  }
}
