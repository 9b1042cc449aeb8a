package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Pace;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldMessagesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Pace SLOW = new Pace(Duration.ofHours(1), 2);
  private static final Pace QUICK = new Pace(Duration.ofSeconds(1), 3);

  private final HeldMessages messages = new HeldMessages();

  @Test
  void letsABurstGoAndThenOnePerInterval() {
    messages.goes(QUICK, NOW);
    messages.goes(QUICK, NOW);
    assertThat(messages.release(QUICK, NOW)).isEqualTo(NOW);
    messages.goes(QUICK, NOW);

    assertThat(messages.release(QUICK, NOW)).isEqualTo(NOW.plusSeconds(1));
    messages.goes(QUICK, NOW.plusSeconds(1));
    assertThat(messages.release(QUICK, NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void reckonsByThePaceThatASendHas() {
    messages.goes(SLOW, NOW);
    messages.goes(SLOW, NOW);
    assertThat(messages.release(SLOW, NOW)).isEqualTo(NOW.plus(SLOW.interval()));

    assertThat(messages.release(Pace.NONE, NOW)).isEqualTo(NOW);
    assertThat(messages.release(QUICK, NOW)).isEqualTo(NOW.plusSeconds(1));
    Instant next = NOW.plusSeconds(1);
    messages.goes(QUICK, next);
    assertThat(messages.release(QUICK, next)).isEqualTo(next.plusSeconds(1));
    assertThat(messages.release(QUICK, next.plusSeconds(3))).isEqualTo(next.plusSeconds(3));
  }
}
