package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SessionItem;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void isStoredAsOthersLookForIt() {
    assertThat(Problem.LOGGED_OUT.text()).isEqualTo(SessionItem.LOGGED_OUT);
  }
}
