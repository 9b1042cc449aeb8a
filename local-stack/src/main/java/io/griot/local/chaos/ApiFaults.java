package io.griot.local.chaos;

import io.griot.contract.Json;
import io.griot.functions.command.AcceptanceStep;
import io.griot.local.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kills the API's process, or lets it die right after a step of accepting a command, while requests
 * run. Used by one thread.
 */
final class ApiFaults implements Injection, AutoCloseable {
  private static final String AT = "API_DIES_";

  /** The process dies at the step's first, second or third time. */
  private static final int TIMES = 3;

  private final List<Account> accounts;
  private final ApiClient client;
  private ApiProcess process;

  private ApiFaults(List<Account> accounts, ApiClient client, ApiProcess process) {
    this.accounts = List.copyOf(accounts);
    this.client = client;
    this.process = process;
  }

  /**
   * Starts the API.
   *
   * @param key a key of the customer who has the accounts
   */
  static ApiFaults start(
      Map<String, String> settings, List<Account> accounts, String key, Path logs)
      throws IOException {
    ApiProcess process = ApiProcess.start(settings, logs);
    return new ApiFaults(accounts, new ApiClient(process.address(), key), process);
  }

  /** The customer's client. It follows the API to its next process. Thread-safe. */
  ApiClient client() {
    return client;
  }

  @Override
  public Made make(Fault fault) {
    if (fault.kind() == FaultClass.API_KILLED) {
      process.kill();
      return new Made(Set.of(), "the API", this::startAnew);
    }
    AcceptanceStep step = AcceptanceStep.valueOf(fault.kind().name().substring(AT.length()));
    process.dieAt(step, step == AcceptanceStep.CODE_ASKED ? 1 : 1 + fault.variant() % TIMES);
    boolean died = comesTo(step, accounts.get(fault.session()));
    if (!died) {
      process.kill();
    }
    return new Made(
        Set.of(), died ? "the API" : "the API, which did not come there", this::startAnew);
  }

  /** Waits until the process dies at the step. Provokes the steps that traffic does not lead to. */
  private boolean comesTo(AcceptanceStep step, Account account) {
    switch (step) {
      case STORED_AGAIN -> accounts.forEach(one -> WhatsAppFaults.refuseSends(one, true));
      case CODE_ASKED -> askForCode(account);
      default -> {}
    }
    boolean died = process.awaitCrash();
    if (step == AcceptanceStep.STORED_AGAIN) {
      accounts.forEach(one -> WhatsAppFaults.refuseSends(one, false));
    }
    return died;
  }

  /** Asks for a pairing code. A linked account gets none. */
  private void askForCode(Account account) {
    String body =
        Json.MAPPER.createObjectNode().put("phoneNumber", account.phone().number()).toString();
    try {
      var _ = client.send("POST", "/session/requestPairingCode/" + account.name(), body, Map.of());
    } catch (IllegalStateException e) {
      return; // the process died during the request
    }
  }

  private void startAnew() {
    try {
      process = process.startAnew();
    } catch (IOException e) {
      throw new UncheckedIOException("the API does not start again", e);
    }
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
