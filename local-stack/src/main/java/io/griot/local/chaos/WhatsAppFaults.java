package io.griot.local.chaos;

import io.griot.contract.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes WhatsApp unreachable, or keeps it from answering. */
final class WhatsAppFaults implements Injection {
  private final List<Account> accounts;
  private final SandboxNetwork network;

  WhatsAppFaults(List<Account> accounts, SandboxNetwork network) {
    this.accounts = accounts;
    this.network = network;
  }

  @Override
  public Made make(Fault fault) {
    Account account = accounts.get(fault.session());
    Set<Integer> one = Set.of(account.number());
    return switch (fault.kind()) {
      case SOCKET_CUT -> {
        account.phone().dropSockets();
        yield new Made(one, account.name(), () -> {});
      }
      case PAGE_DEAF -> {
        deaf(account, true);
        yield new Made(one, account.name(), () -> deaf(account, false));
      }
      case SENDS_REFUSED -> {
        refuseSends(account, true);
        yield new Made(Set.of(), account.name(), () -> refuseSends(account, false));
      }
      case NETWORK_AWAY -> {
        network.goAway();
        yield new Made(
            IntStream.range(0, accounts.size()).boxed().collect(Collectors.toSet()),
            "all sessions",
            network::comeBack);
      }
      default -> throw new IllegalArgumentException("no fault of WhatsApp: " + fault.kind());
    };
  }

  /**
   * Makes WhatsApp's server refuse sends with the request for a slower pace. Such a send changed
   * nothing and may be repeated.
   */
  static void refuseSends(Account account, boolean on) {
    account.phone().faults(Json.MAPPER.createObjectNode().put("sendsFail", on ? "nack_429" : ""));
  }

  private static void deaf(Account account, boolean on) {
    account.phone().faults(Json.MAPPER.createObjectNode().put("deaf", on));
  }
}
