package io.griot.functions.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyEstimatesTest {
  private final LatencyEstimates latencies = new LatencyEstimates();

  @Test
  void fallsSoonAfterOneSlowAnswerAlthoughItIsLookedForLate() {
    for (int i = 0; i < 20; i++) {
      latencies.saw("send", Duration.ofMillis(20), false);
    }
    latencies.saw("send", Duration.ofSeconds(2), false);
    int looks = 0;
    while (latencies.expected("send").toMillis() > 30) {
      latencies.saw("send", latencies.expected("send"), true);
      looks++;
    }
    assertThat(looks).isLessThan(10);
  }

  @Test
  void staysNearWhatIsSeen() {
    for (int i = 0; i < 50; i++) {
      latencies.saw("send", Duration.ofMillis(i % 2 == 0 ? 38 : 42), false);
    }
    assertThat(latencies.expected("send").toMillis()).isBetween(37L, 43L);
  }

  @Test
  void keepsOperationsApart() {
    latencies.saw("slow", Duration.ofSeconds(5), false);

    assertThat(latencies.expected("quick")).isLessThan(Duration.ofSeconds(1));
  }
}
