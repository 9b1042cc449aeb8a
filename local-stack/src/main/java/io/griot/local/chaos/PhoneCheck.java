package io.griot.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.local.client.Phone;
import java.util.List;

/** Checks the phones: the messages that people got, and the devices of the accounts. */
final class PhoneCheck {
  private final List<Account> accounts;
  private final List<Phone> people;
  private final List<String> devices;
  private final SentLog sent;
  private final Timeline timeline;
  private long receivedAgain;

  /** Remembers the devices linked now. */
  PhoneCheck(List<Account> accounts, List<Phone> people, SentLog sent, Timeline timeline) {
    this.accounts = accounts;
    this.people = people;
    this.sent = sent;
    this.timeline = timeline;
    this.devices = accounts.stream().map(PhoneCheck::devices).toList();
  }

  /**
   * The number of messages that reached WhatsApp's server more than once with the same id. That is
   * correct if the page did not know whether the server has them, or if its profile was restored.
   */
  long receivedAgain() {
    return receivedAgain;
  }

  /** Checks what must hold at any time. */
  void soFar() {
    check(false);
  }

  /** Checks what must hold when everything has ended. */
  void atEnd() {
    check(true);
  }

  private void check(boolean end) {
    for (Account account : accounts) {
      for (int person = 0; person < people.size(); person++) {
        // Read the sends before the phone: a message whose end is known must be on the phone.
        List<Sent> sends = sends(account, person);
        List<JsonNode> messages =
            people.get(person).conversation(account.phone().id()).stream()
                .filter(message -> !message.path("fromMe").asBoolean())
                .toList();
        List<String> shown =
            messages.stream().map(message -> message.path("body").asText()).toList();
        ChatCheck.soFar(sends, shown).forEach(timeline::violated);
        if (end) {
          ChatCheck.atEnd(sends, shown).forEach(timeline::violated);
          receivedAgain +=
              messages.stream()
                  .filter(message -> message.path("timesReceived").asInt() > 1)
                  .count();
        }
      }
      String now = devices(account);
      if (!now.equals(devices.get(account.number()))) {
        timeline.violated(
            new Violation(
                "no scan is needed",
                account.name(),
                "devices %s in place of %s".formatted(now, devices.get(account.number()))));
      }
    }
  }

  private List<Sent> sends(Account account, int person) {
    return sent.all().stream()
        .filter(send -> send.account() == account.number() && send.person() == person)
        .toList();
  }

  private static String devices(Account account) {
    return account.phone().devices().stream()
        .map((JsonNode device) -> device.path("id").asText())
        .sorted()
        .toList()
        .toString();
  }
}
