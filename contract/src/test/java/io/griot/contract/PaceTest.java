package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");
  private static final Pace PACE = new Pace(Duration.ofSeconds(2), 3);

  private Instant theoretical = Instant.EPOCH;

  @Test
  void letsABurstGoAtOnceAndThenOnePerInterval() {
    List<Instant> releases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      releases.add(send(START));
    }

    assertThat(releases).containsExactly(START, START, START, at(2), at(4), at(6));
  }

  @Test
  void givesTheBurstBackWithTime() {
    for (int i = 0; i < 4; i++) {
      send(START);
    }

    assertThat(send(at(4))).isEqualTo(at(4));
    assertThat(send(at(60))).isEqualTo(at(60));
    assertThat(send(at(60))).isEqualTo(at(60));
    assertThat(send(at(60))).isEqualTo(at(60));
    assertThat(send(at(60))).isEqualTo(at(62));
  }

  @Test
  void letsWhatKeepsTheIntervalGoAtOnceForEver() {
    for (int i = 0; i < 100; i++) {
      assertThat(send(at(2L * i))).isEqualTo(at(2L * i));
    }
  }

  @Test
  void tellsTheReleaseFromBeforeAndFromAfter() {
    for (int i = 0; i < 6; i++) {
      Instant release = PACE.release(theoretical, START);
      theoretical = PACE.after(theoretical, START);
      assertThat(PACE.released(theoretical, START)).isEqualTo(release);
    }
  }

  @Test
  void holdsNothingWithoutAnInterval() {
    assertThat(Pace.NONE.limits()).isFalse();
    assertThat(Pace.NONE.release(Pace.NONE.after(START, START), START)).isEqualTo(START);
  }

  @Test
  void refusesWhatIsNoPace() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(Duration.ofSeconds(-1), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(Duration.ofSeconds(1), 0));
  }

  private Instant send(Instant asked) {
    Instant release = PACE.release(theoretical, asked);
    theoretical = PACE.after(theoretical, asked);
    return release;
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
