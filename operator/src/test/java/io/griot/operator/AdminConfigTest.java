package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminConfigTest {
  @Test
  void meansThisMachineUnlessItIsTold() {
    assertThat(AdminConfig.from(Map.of("GRIOT_ADMIN_KEY", "admin_a1")))
        .isEqualTo(new AdminConfig(URI.create("http://127.0.0.1:3000"), "admin_a1"));
    assertThat(
            AdminConfig.from(
                Map.of("GRIOT_ADMIN_KEY", "admin_a1", "GRIOT", "https://api.example.org")))
        .isEqualTo(new AdminConfig(URI.create("https://api.example.org"), "admin_a1"));
  }

  @Test
  void saysThatAKeyIsNeededAndNeverRepeatsAWrongOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdminConfig.from(Map.of()))
        .withMessageContaining("GRIOT_ADMIN_KEY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdminConfig.from(Map.of("GRIOT_ADMIN_KEY", "live_secret")))
        .withMessageNotContaining("live_secret");
  }
}
