package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts with a heartbeat every ten minutes. */
class RareHeartbeatsE2E {
  @RegisterExtension
  final WholeStack griot =
      WholeStack.withHost()
          .settings(Map.of("GRIOT_LEASE_DURATION", "30m", "GRIOT_LEASE_RENEWAL", "10m"));

  @Test
  void knowsThatAPageLivesWithoutWaitingForTheNextHeartbeat() {
    try (Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("shop", shop);
      assertThat(griot.api().get("/session/restart/shop").success()).isTrue();
      griot.awaitConnected("shop");
    }
  }
}
