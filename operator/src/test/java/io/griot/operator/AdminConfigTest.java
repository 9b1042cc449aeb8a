package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.KeyKind;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminConfigTest {
  private static final String KEY = ApiKeyForm.make(KeyKind.ADMIN, new SecureRandom());

  @Test
  void meansThisMachineUnlessItIsTold() {
    assertThat(AdminConfig.from(Map.of("GRIOT_ADMIN_KEY", KEY)))
        .isEqualTo(new AdminConfig(URI.create("http://127.0.0.1:3000"), KEY));
    assertThat(AdminConfig.from(Map.of("GRIOT_ADMIN_KEY", KEY, "GRIOT", "https://api.example.org")))
        .isEqualTo(new AdminConfig(URI.create("https://api.example.org"), KEY));
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

  @Test
  void tellsATypoWithoutAskingAnybody() {
    String mistyped =
        KEY.substring(0, 20) + (KEY.charAt(20) == 'a' ? 'b' : 'a') + KEY.substring(21);
    for (String wrong : List.of(mistyped, KEY.substring(0, KEY.length() - 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AdminConfig.from(Map.of("GRIOT_ADMIN_KEY", wrong)))
          .withMessageContaining("mistyped")
          .withMessageNotContaining(wrong);
    }
  }
}
