package io.griot.functions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretsTest {
  /** The example of the Standard Webhooks specification's own libraries. */
  @Test
  void signAsStandardWebhooksSays() {
    assertThat(
            Secrets.sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void makeSecretsOfTheRightForm() {
    String secret = Secrets.make(new SecureRandom());

    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{32}");
    assertThat(secret).isNotEqualTo(Secrets.make(new SecureRandom()));
  }
}
