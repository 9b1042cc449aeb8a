package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Tests the checks that use samples: statuses, sockets and memory. */
class EvidenceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void findsAStatusThatIsOlderThanItsBound() {
    StatusTruth check = new StatusTruth(Duration.ofSeconds(45));
    check.there(0, 10 * SECOND);
    check.there(0, 5 * SECOND);
    assertThat(check.connected(0, 55 * SECOND)).isEmpty();
    assertThat(check.connected(0, 56 * SECOND)).hasSize(1);
    check.there(0, 57 * SECOND);
    assertThat(check.connected(0, 58 * SECOND)).isEmpty();
  }

  @Test
  void findsALoginBesideAnotherPage() {
    Takeovers check = new Takeovers();
    assertThat(check.look(0, 0, 0)).isEmpty();
    assertThat(check.look(0, 1, SECOND)).hasSize(1);
    assertThat(check.look(0, 1, 2 * SECOND)).isEmpty();
  }

  @Test
  void letsALoginTakeOverTheSocketOfAStoppedHost() {
    Takeovers check = new Takeovers();
    check.stopped();
    assertThat(check.look(0, 1, SECOND)).isEmpty();
    check.goesOn(2 * SECOND);
    assertThat(check.look(0, 2, 3 * SECOND)).isEmpty();
    assertThat(check.look(0, 3, 60 * SECOND)).hasSize(1);
  }

  @Test
  void findsAHostThatGrows() {
    assertThat(memory(i -> 200 + 3.0 * i)).isEqualTo(1);
  }

  @Test
  void letsAHostGrowAtFirstAndUpAndDown() {
    assertThat(memory(i -> i < 10 ? 100 + 10.0 * i : 200 + i % 7)).isZero();
  }

  @Test
  void doesNotJudgeAYoungHost() {
    FlatMemory check = new FlatMemory();
    for (int i = 0; i < 20; i++) {
      check.sample("h1_1", 100 * i);
    }
    assertThat(check.check()).isEmpty();
    assertThat(check.judged()).isZero();
  }

  private static int memory(IntToDoubleFunction megabytes) {
    FlatMemory check = new FlatMemory();
    for (int i = 0; i < 80; i++) {
      check.sample("h1_1", megabytes.applyAsDouble(i));
    }
    assertThat(check.judged()).isEqualTo(1);
    return check.check().size();
  }
}
