package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void noCustomerWaitsMoreThanTheInstallationHasInstancesFor() {
    assertThat(Limits.STANDARD.withAtMostWaiting(2).waitingRequests()).isEqualTo(2);
    assertThat(Limits.STANDARD.with(Map.of("waitingRequests", 1L)).withAtMostWaiting(2))
        .isEqualTo(Limits.STANDARD.with(Map.of("waitingRequests", 1L)));
  }
}
