package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A customer's things do not exist for another customer. */
class IsolationE2E {
  @RegisterExtension final WholeStack griot = WholeStack.withHost();

  @Test
  void answersForAForeignSessionAsForAnUnknownOne() throws Exception {
    try (ApiClient other = griot.customer("other");
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("main", shop);

      for (String path :
          new String[] {
            "/session/status/",
            "/session/qr/",
            "/session/terminate/",
            "/session/restart/",
            "/client/getChats/",
            "/client/getState/"
          }) {
        Answer foreign = other.get(path + "main");
        Answer unknown = other.get(path + "no-such-session");
        assertThat(foreign.status()).as(path).isEqualTo(unknown.status());
        assertThat(foreign.text()).as(path).isEqualTo(unknown.text());
      }

      Answer accepted =
          griot
              .api()
              .send(
                  "POST",
                  "/client/sendMessage/main",
                  ApiClient.text(Phone.CUSTOMER + "@c.us", "mine").toString(),
                  Map.of("prefer", "respond-async"));
      String command = accepted.location().orElseThrow();
      assertThat(griot.api().get(command).status()).isLessThan(300);
      Answer foreign = other.get(command);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.text()).isEqualTo(other.get("/commands/" + "a".repeat(26)).text());

      // The same name is a different session.
      assertThat(other.get("/session/start/main").success()).isTrue();
      assertThat(other.get("/session/status/main").success()).isFalse();
      griot.awaitConnected("main");
      assertThat(other.get("/session/terminate/main").success()).isTrue();
    }
  }
}
