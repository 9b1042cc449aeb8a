package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ObservationItem;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void isStoredAsOthersLookForIt() {
    assertThat(Problem.LOGGED_OUT.text()).isEqualTo(ObservationItem.LOGGED_OUT);
    assertThat(Problem.REPLACED.text()).isEqualTo(ObservationItem.REPLACED);
    assertThat(Problem.STORAGE_FAILED.text()).isEqualTo(ObservationItem.STORAGE_FAILED);
    assertThat(Problem.SIGNAL_NOT_RESET.text()).isEqualTo(ObservationItem.SIGNAL_NOT_RESET);
  }
}
