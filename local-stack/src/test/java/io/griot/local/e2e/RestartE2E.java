package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions continue after the end of their host. */
class RestartE2E {
  private static final List<String> SESSIONS = List.of("one", "two", "three");

  @RegisterExtension final WholeStack griot = WholeStack.withHost();

  @Test
  void restoresAllSessionsWithoutAScanWhenTheHostComesBack() throws Exception {
    List<Phone> phones = new ArrayList<>();
    try (Phone customer = griot.phone(Phone.CUSTOMER)) {
      for (String session : SESSIONS) {
        Phone phone = griot.newPhone("23769100000" + phones.size(), session);
        phones.add(phone);
        griot.pair(session, phone);
      }

      griot.stack().stopHost();
      for (String session : SESSIONS) {
        griot.awaitAnswer("/session/status/" + session, answer -> !answer.success());
      }
      griot.stack().startHost();

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
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER)) {
      griot.pair("shop", shop);
      before = griot.send("shop", customer.id(), "before").path("id").path("id").asText();
    }
    griot.restart();
    try (Phone shop = griot.phone(Phone.SHOP);
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
}
