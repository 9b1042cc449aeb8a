package io.griot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UpSettingsTest {
  @Test
  void knowsTheSettingsOfEveryPartAndNoTypos() {
    assertThat(
            UpSettings.ALL.unknown(
                Map.of(
                    "GRIOT_SLOTS", "3",
                    "GRIOT_SEND_BURST", "3",
                    "GRIOT_CORS_ORIGINS", "none",
                    "GRIOT_SLOT", "3")))
        .containsExactly("GRIOT_SLOT");
  }
}
