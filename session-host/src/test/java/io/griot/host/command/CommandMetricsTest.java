package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CommandMetricsTest {
  private final CommandMetrics metrics = new CommandMetrics();

  @Test
  void countsAsFailedWhatCallersCouldNotHaveAvoided() {
    metrics.ended(new Outcome.Succeeded(Json.MAPPER.createObjectNode(), Duration.ZERO));
    metrics.ended(new Outcome.Failed(FailureCode.CHAT_NOT_FOUND));
    metrics.ended(new Outcome.Failed(FailureCode.PAGE_FAILED));

    assertThat(metrics.take()).isEqualTo(new CommandMetrics.Counts(2, 1, 0, Duration.ZERO));
  }

  @Test
  void keepsTheLongestWaitAndNoneBelowZero() {
    metrics.began(Duration.ofMillis(-5));
    assertThat(metrics.take().longestWait()).isZero();

    metrics.began(Duration.ofSeconds(3));
    metrics.began(Duration.ofSeconds(2));
    assertThat(metrics.take().longestWait()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void beginsAnewEachTimeItIsAsked() {
    metrics.ended(new Outcome.Failed(FailureCode.INTERNAL));
    metrics.take();

    assertThat(metrics.take()).isEqualTo(new CommandMetrics.Counts(0, 0, 0, Duration.ZERO));
  }
}
