package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StormOptionsTest {
  @Test
  void isAStormOfTwentyKillsByDefault() {
    assertThat(StormOptions.parse(new String[0], 7))
        .isEqualTo(new StormOptions(7, 2_000, 50, 20, 20, true));
  }

  @Test
  void takesTheRecoveryAway() {
    String[] arguments = {"--recovery", "0", "--seed", "3"};

    assertThat(StormOptions.parse(arguments, 7))
        .isEqualTo(new StormOptions(3, 2_000, 50, 20, 20, false));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StormOptions.parse(new String[] {"--kill", "1"}, 7))
        .withMessageContaining("--kill");
  }
}
