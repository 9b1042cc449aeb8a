package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import io.griot.sandbox.wire.Pairing.QrTimes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session shows new codes until one is scanned. */
class QrRotationE2E {
  @RegisterExtension
  final WholeStack griot =
      WholeStack.withHost().qrTimes(new QrTimes(Duration.ofSeconds(2), Duration.ofSeconds(2)));

  @Test
  void followsEveryRotationOfTheQrCode() throws Exception {
    try (Phone shop = griot.phone(Phone.SHOP)) {
      griot.api().get("/session/start/shop");
      String first = griot.qr("shop");
      assertThat(first.split(",", -1)).hasSize(5);
      // More than the six references of one round, so the page must be asked for new ones.
      String last = first;
      for (int i = 0; i < 8; i++) {
        String before = last;
        last =
            griot
                .awaitAnswer(
                    "/session/qr/shop",
                    answer -> answer.success() && !answer.body().path("qr").asText().equals(before))
                .body()
                .path("qr")
                .asText();
      }
      WholeStack.patiently()
          .ignoreExceptions() // a code may expire between reading and scanning
          .until(() -> {
            shop.scan(griot.qr("shop"));
            return true;
          });
      griot.awaitConnected("shop");
    }
  }
}
