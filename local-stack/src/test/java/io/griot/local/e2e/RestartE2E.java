package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.LocalStackConfig;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions outlive the host that held them. */
class RestartE2E {
  private static final List<String> SESSIONS = List.of("one", "two", "three");

  @TempDir Path folder;

  @Test
  void restoresAllSessionsWithoutAScanWhenTheHostComesBack() throws Exception {
    List<Phone> phones = new ArrayList<>();
    try (Griot griot = Griot.start(folder);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      for (String session : SESSIONS) {
        Phone phone = griot.newPhone("23769100000" + phones.size(), session);
        phones.add(phone);
        griot.pair(session, phone);
      }

      griot.stack.stopHost();
      for (String session : SESSIONS) {
        griot.awaitAnswer("/session/status/" + session, answer -> !answer.success());
      }
      griot.stack.startHost();

      for (String session : SESSIONS) {
        griot.awaitConnected(session);
        griot.send(session, customer.id(), "back again");
      }
      for (Phone phone : phones) {
        assertThat(phone.devices()).hasSize(1);
        griot.awaitConversation(customer, phone.id(), messages -> messages.size() == 1);
      }
    } finally {
      phones.forEach(Phone::close);
    }
  }

  @Test
  void keepsKeysSessionsAndMessagesWhenEverythingStops() throws Exception {
    String before;
    LocalStackConfig config = onTheSamePortEveryTime();
    try (Griot griot = Griot.start(config);
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      before = griot.send("shop", customer.id(), "before").path("id").path("id").asText();
    }
    try (Griot griot = Griot.start(config);
        Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.awaitConnected("shop");
      assertThat(shop.devices()).hasSize(1);
      griot.send("shop", customer.id(), "after");
      List<String> ids =
          customer.conversation(shop.id()).stream()
              .map(message -> message.path("id").asText())
              .toList();
      assertThat(ids).contains(before);
    }
  }

  @Test
  void knowsThatAPageLivesWithoutWaitingForTheNextHeartbeat() throws Exception {
    Map<String, String> rareBeats =
        Map.of("GRIOT_LEASE_DURATION", "30m", "GRIOT_LEASE_RENEWAL", "10m");
    try (Griot griot = Griot.start(LocalStackConfig.in(folder).withSettings(rareBeats));
        Phone shop = griot.phone(Phone.SHOP)) {
      griot.pair("shop", shop);
      assertThat(griot.api.get("/session/restart/shop").success()).isTrue();
      griot.awaitConnected("shop");
    }
  }

  /** A page keeps its credentials for its own address: another port is another WhatsApp. */
  private LocalStackConfig onTheSamePortEveryTime() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return LocalStackConfig.in(folder)
          .withSandbox(SandboxConfig.in(folder.resolve("sandbox")).withPort(free.getLocalPort()));
    }
  }
}
