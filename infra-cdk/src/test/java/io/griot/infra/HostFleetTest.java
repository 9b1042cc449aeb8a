package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HostFleetTest {
  @Test
  void holdsAsManySessionsAsItsMemoryDoes() {
    assertThat(new HostFleet(1024, 8192, 0, 1, 0, false).slots()).isEqualTo(20);
    assertThat(new HostFleet(512, 4096, 0, 1, 0, false).slots()).isEqualTo(8);
  }

  @Test
  void holdsNoMoreThanItsCoresBear() {
    assertThat(new HostFleet(1024, 30_720, 0, 1, 0, false).slots()).isEqualTo(40);
  }

  @Test
  void hasFewSlotsWhenAQuarterOfAHostIsLeft() {
    assertThat(HostFleet.DEFAULT.fewSlots()).isEqualTo(5);
    assertThat(new HostFleet(256, 2048, 0, 1, 0, false).fewSlots()).isEqualTo(1);
  }

  @Test
  void refusesAHostForNoSession() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HostFleet(256, 1024, 0, 1, 0, false));
  }

  @Test
  void refusesMoreAtLeastThanAtMost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostFleet(1024, 8192, 2, 1, 0, false));
  }
}
