package io.griot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClockTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  @Test
  void goesWithTheMachineUntilItIsMoved() throws Exception {
    assertThat(new LocalClock(folder, DAY).instant())
        .isCloseTo(Instant.now().plus(DAY), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void staysAheadAfterARestart() throws Exception {
    LocalClock clock = new LocalClock(folder, Duration.ZERO);
    clock.forward(DAY);
    clock.forward(DAY);

    LocalClock again = new LocalClock(folder, Duration.ZERO);

    assertThat(again.moved()).isEqualTo(Duration.ofDays(2));
    assertThat(again.instant())
        .isCloseTo(Instant.now().plus(Duration.ofDays(2)), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void goesNeitherBackNorTooFar() throws Exception {
    LocalClock clock = new LocalClock(folder, Duration.ZERO);

    assertThatIllegalArgumentException().isThrownBy(() -> clock.forward(DAY.negated()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.forward(LocalClock.FURTHEST.plusSeconds(1)));
    assertThat(clock.moved()).isZero();
  }
}
