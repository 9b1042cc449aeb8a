package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Pace;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldLineTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Pace SLOW = new Pace(Duration.ofHours(1), 2);
  private static final Pace QUICK = new Pace(Duration.ofSeconds(1), 3);

  private final HeldLine line = new HeldLine();

  @Test
  void letsABurstGoAndThenOnePerInterval() {
    line.goes(QUICK, NOW);
    line.goes(QUICK, NOW);
    assertThat(line.release(QUICK, NOW)).isEqualTo(NOW);
    line.goes(QUICK, NOW);

    assertThat(line.release(QUICK, NOW)).isEqualTo(NOW.plusSeconds(1));
    line.goes(QUICK, NOW.plusSeconds(1));
    assertThat(line.release(QUICK, NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void reckonsByThePaceThatASendHas() {
    line.goes(SLOW, NOW);
    line.goes(SLOW, NOW);
    assertThat(line.release(SLOW, NOW)).isEqualTo(NOW.plus(SLOW.interval()));

    assertThat(line.release(Pace.NONE, NOW)).isEqualTo(NOW);
    assertThat(line.release(QUICK, NOW)).isEqualTo(NOW.plusSeconds(1));
    Instant next = NOW.plusSeconds(1);
    line.goes(QUICK, next);
    assertThat(line.release(QUICK, next)).isEqualTo(next.plusSeconds(1));
    assertThat(line.release(QUICK, next.plusSeconds(3))).isEqualTo(next.plusSeconds(3));
  }
}
